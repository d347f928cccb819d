// SPDX-License-Identifier: Apache-2.0
package dev.dib.image.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dib.image.HookSpec;
import dev.dib.problem.Problem;
import dev.dib.problem.Problems;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HookRequestTest {

    private final Problems problems = new Problems();

    private final Variables variables = new Variables(
            Map.of("DIB_DEFAULT_INSTALLTYPE", "package", "break_cmd", "ls"),
            Map.of("break", "before-install,after-error", "DIB_DEBUG_TRACE", "1"));

    @Test
    void takesVariablesWhereParametersSayNothing() {
        var request = new HookRequest(null, null, null, null, 60, 30, false);
        HookSpec spec = request.check(variables, problems);
        assertThat(spec.breakPoints().names()).containsExactlyInAnyOrder("before-install", "after-error");
        assertThat(spec.breakPoints().limit()).isEqualTo(Duration.ofMinutes(1));
        assertThat(spec.breakPoints().command()).contains("ls");
        assertThat(spec.limit()).isEqualTo(Duration.ofSeconds(30));
        assertThat(spec.packages()).isEmpty();
        assertThat(request.variables(variables, problems))
                .isEqualTo(Map.of("DIB_DEFAULT_INSTALLTYPE", "package", "DIB_DEBUG_TRACE", "1"));
        assertThat(problems.isEmpty()).isTrue();
    }

    @Test
    void parametersComeFirst() {
        var request = new HookRequest(
                Arrays.asList("vim, less", null, "vim"), "source", "2", List.of("after-root"), 60, 30, true);
        HookSpec spec = request.check(variables, problems);
        assertThat(spec.packages()).containsExactly("vim", "less");
        assertThat(spec.breakPoints().names()).containsExactly("after-root");
        assertThat(spec.keepOnFailure()).isTrue();
        assertThat(request.variables(variables, problems))
                .isEqualTo(Map.of("DIB_DEFAULT_INSTALLTYPE", "source", "DIB_DEBUG_TRACE", "2"));
    }

    @Test
    void refusesWhatCannotBe() {
        var request = new HookRequest(
                List.of("--force", "a b"), "some thing", "much", List.of("befor-install"), 0, -1, false);
        request.check(new Variables(Map.of(), Map.of()), problems);
        request.variables(new Variables(Map.of(), Map.of()), problems);
        assertThat(problems.list())
                .extracting(Problem::subject)
                .containsExactlyInAnyOrder(
                        "packages", "packages", "installType", "debugTrace", "breakpoints", "breakTimeout", "timeout");
        assertThat(problems.list()).anyMatch(problem -> problem.toString().contains("write 'before-install'"));
    }
}
