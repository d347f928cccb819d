// SPDX-License-Identifier: Apache-2.0
package dev.dib.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dib.sandbox.Command;
import dev.dib.sandbox.HostCommands;
import dev.dib.sandbox.Outcome;
import dev.dib.sandbox.TestUser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever builds can look into the build, as root inside of it: at break points, and where a hook failed. */
class InspectionTest {

    static Stream<TestUser> users() throws Exception {
        return TestUser.all();
    }

    @ParameterizedTest
    @MethodSource("users")
    void enteringShowsWhatHooksSee(TestUser user) throws Exception {
        Path directory = user.directory().toRealPath();
        try {
            List<String> seen = new ArrayList<>();
            Outcome outcome = new HostCommands()
                    .run(
                            Command.of(user.java(
                                    directory, InspectionScenario.class, TinyImage.LIBRARIES, directory.toString())),
                            seen::add);
            assertThat(outcome.succeeded()).as(String.join("\n", seen)).isTrue();
            assertThat(seen)
                    .containsExactly(
                            "after-root: host 0 two words 1 0",
                            "before-install: target 0 two words /tmp/in_target.d",
                            "in the image: [hello]",
                            "left: []",
                            "break point is gone: true",
                            "failed: see the whole log in /kept/target/dib/log/install.d.log, or run"
                                    + " /kept/target/dib/kept/enter to get a shell where it failed",
                            "kept, visit 1: 0 two words state 33:33",
                            "kept, visit 2: 0 two words state 33:33",
                            "left: []",
                            "kept after the next build: false");
        } finally {
            TestUser.remove(directory);
        }
    }
}
