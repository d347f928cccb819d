// SPDX-License-Identifier: Apache-2.0
package dev.dib.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class HookEnvironmentTest {

    @Test
    void letsPassOfTheCallerWhatElementsRelyOnAndNothingElse() {
        assertThat(HookEnvironment.fromCaller(Map.of(
                        "DIB_RELEASE", "bookworm",
                        "http_proxy", "http://proxy:3128",
                        "NO_PROXY", "localhost",
                        "REG_USER", "me",
                        "AWS_SECRET_ACCESS_KEY", "secret",
                        "JAVA_HOME", "/usr/lib/jvm",
                        "DIBX", "no",
                        "my_http_proxy", "no")))
                .containsOnlyKeys("DIB_RELEASE", "http_proxy", "NO_PROXY", "REG_USER");
    }
}
