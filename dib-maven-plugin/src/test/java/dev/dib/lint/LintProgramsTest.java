// SPDX-License-Identifier: Apache-2.0
package dev.dib.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dib.sandbox.Command;
import dev.dib.sandbox.CommandFailedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What other programs find, if they are installed. */
class LintProgramsTest extends LintedElement {

    @Test
    void flake8SpeaksIfItIsInstalled() throws Exception {
        script("bin/tool", "#!/usr/bin/env python3\n");
        file("bin/module.py", "\n");
        List<String> ran = new ArrayList<>();
        commands = (command, lines) -> {
            ran.add(command.toString());
            if (!command.line().contains("flake8")) {
                throw new IOException("no such program");
            }
            boolean check = command.line().contains("--");
            if (check) {
                lines.accept("bin/tool:1:1: F401 'os' imported but unused");
            }
            return outcome(check ? 1 : 0);
        };
        assertFindings("flake8 bin/tool:1 F401 'os' imported but unused");
        assertThat(ran).contains("flake8 --isolated --max-line-length=130 -- bin/module.py bin/tool");
    }

    @Test
    void shellcheckSpeaksIfItIsInstalled() throws Exception {
        script("install.d/10-vm", GOOD);
        file("environment.d/10-vm", "A=b\n");
        List<String> ran = new ArrayList<>();
        commands = (command, lines) -> {
            ran.add(command.toString());
            boolean scripts = command.line().contains("install.d/10-vm");
            if (scripts) {
                lines.accept("install.d/10-vm:3:6: note: Double quote [a] to prevent. [SC2086]");
                lines.accept("and something else");
            }
            return outcome(scripts ? 1 : 0);
        };
        assertFindings("shellcheck install.d/10-vm:3 Double quote [a] to prevent. [SC2086]");
        assertThat(ran)
                .containsExactly(
                        "shellcheck --version",
                        "shellcheck -x --norc -f gcc -- install.d/10-vm",
                        "shellcheck -x --norc -f gcc -s bash -e SC2034,SC2148 -- environment.d/10-vm");
    }

    @Test
    void aShellcheckThatFailsIsAnError() throws Exception {
        script("install.d/10-vm", GOOD);
        commands = (Command command, Consumer<String> lines) ->
                outcome(command.line().contains("--version") ? 0 : 2);
        assertThatThrownBy(this::findings).isInstanceOf(CommandFailedException.class);
    }
}
