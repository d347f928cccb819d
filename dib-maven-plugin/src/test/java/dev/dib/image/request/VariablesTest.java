// SPDX-License-Identifier: Apache-2.0
package dev.dib.image.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dib.problem.Problem;
import dev.dib.problem.Problems;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VariablesTest {

    @Test
    void letsPassOfTheCallerWhatElementsRelyOnAndNothingElse() {
        var variables = new Variables(
                Map.of(),
                Map.ofEntries(
                        Map.entry("DIB_RELEASE", "bookworm"),
                        Map.entry("http_proxy", "http://proxy:3128"),
                        Map.entry("NO_PROXY", "localhost"),
                        Map.entry("REG_USER", "me"),
                        Map.entry("GENTOO_PROFILE", "hardened"),
                        Map.entry("FS_TYPE", "ext4"),
                        Map.entry("break", "after-error"),
                        Map.entry("AWS_SECRET_ACCESS_KEY", "secret"),
                        Map.entry("JAVA_HOME", "/usr/lib/jvm"),
                        Map.entry("IMAGE_NAME", "of some CI job"),
                        Map.entry("DIBX", "no"),
                        Map.entry("my_http_proxy", "no")));
        assertThat(variables.all())
                .containsOnlyKeys(
                        "DIB_RELEASE", "http_proxy", "NO_PROXY", "REG_USER", "GENTOO_PROFILE", "FS_TYPE", "break");
    }

    @Test
    void preferTheParameterThenThePomThenTheCaller() {
        var variables = new Variables(
                Map.of("DIB_IMAGE_SIZE", "5", "FS_TYPE", ""),
                Map.of("DIB_IMAGE_SIZE", "6", "ROOT_LABEL", "r", "FS_TYPE", "xfs"));
        assertThat(variables.said("imageSize", " 4GiB ", "DIB_IMAGE_SIZE"))
                .contains(new Said("imageSize", "4GiB", false));
        assertThat(variables.said("imageSize", " ", "DIB_IMAGE_SIZE"))
                .contains(new Said("environment.DIB_IMAGE_SIZE", "5", true));
        assertThat(variables.said("rootLabel", null, "ROOT_LABEL"))
                .contains(new Said("ROOT_LABEL of the caller", "r", true));
        // the pom takes back what the caller says
        assertThat(variables.said("filesystem", null, "FS_TYPE")).isEmpty();
    }

    @Test
    void refuseNamesThatAShellDoesNotTake() {
        var problems = new Problems();
        new Variables(Map.of("NO-NAME", "x", "1ST", "x", "FINE_1", "x"), Map.of()).check(problems);
        assertThat(problems.list())
                .extracting(Problem::message)
                .containsExactly("'1ST' is no name of a variable", "'NO-NAME' is no name of a variable");
    }
}
