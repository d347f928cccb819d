// SPDX-License-Identifier: Apache-2.0
package dev.dib.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class AudienceTest {

    /** A listener that notes which events it hears. */
    private static BuildListener noting(String name, List<String> heard) {
        return (BuildListener) Proxy.newProxyInstance(
                BuildListener.class.getClassLoader(), new Class<?>[] {BuildListener.class}, (proxy, method, values) -> {
                    heard.add(name + " " + method.getName());
                    return null;
                });
    }

    @TestFactory
    Stream<DynamicTest> everyEventReachesAll() {
        return Arrays.stream(BuildListener.class.getMethods())
                .map(event -> DynamicTest.dynamicTest(event.getName(), () -> {
                    List<String> heard = new ArrayList<>();
                    event.invoke(Audience.of(noting("first", heard), noting("second", heard)), values(event));
                    assertThat(heard).containsExactly("first " + event.getName(), "second " + event.getName());
                }));
    }

    private static Object[] values(Method event) {
        return Arrays.stream(event.getParameterTypes())
                .map(type -> type == int.class ? (Object) 0 : type == boolean.class ? (Object) false : null)
                .toArray();
    }
}
