// SPDX-License-Identifier: Apache-2.0
package dev.dib.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dib.sandbox.Command;
import dev.dib.sandbox.CommandFailedException;
import dev.dib.sandbox.Commands;
import dev.dib.sandbox.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LintTest {

    private static final String GOOD = "#!/bin/bash\nset -eu\nset -o pipefail\n";

    private static final Commands WITHOUT_SHELLCHECK = (command, lines) -> {
        throw new IOException("no such program");
    };

    @TempDir
    private Path element;

    private Commands commands = WITHOUT_SHELLCHECK;

    @BeforeEach
    void readme() throws IOException {
        file("README.md", "# vm\n\n`DIB_SIZE`\n");
    }

    @Test
    void aGoodElementHasNoFindings() throws Exception {
        script("install.d/10-vm", GOOD + "echo \"$DIB_SIZE $DIB_DEBUG_TRACE\"\n");
        script("bin/tool", "#!/bin/sh\nset -eu\n");
        script("install.d/vm-source-install/10-vm", GOOD);
        file("environment.d/10-vm.bash", "export DIB_SIZE=${DIB_SIZE:-1}\nexport DIB_X=$((1 + 1))\n");
        file("element-deps", "# sorted\na\nb\n");
        file("package-installs.yaml", "tar:\n");
        file("pkg-map", "{}\n");
        file("block-device-default.yaml", "- local_loop:\n    name: image0\n");
        file("install.d/data.conf", "anything\n");
        file("static/etc/data", "\tanything");
        Files.write(element.resolve("static/etc/bytes"), new byte[] {(byte) 0xff, 0});
        assertThat(findings()).isEmpty();
    }

    @Test
    void aReadmeIsThereAndNamesVariables() throws Exception {
        script("install.d/10-vm", GOOD + "# $DIB_COMMENT\necho ${DIB_SIZE} $DIB_SIZE_MAX ${DIB_SIZE_MAX:-1}\n");
        assertFindings("variables install.d/10-vm:5 reads DIB_SIZE_MAX, which README.md does not name");
        file("README.md", "DIB_SIZE DIB_SIZE_MAX DIB_TYPE_<name>\n");
        script("install.d/20-vm", GOOD + "echo \"${!DIB_TYPE_@}\" $DIB_name\n");
        assertFindings("variables install.d/20-vm:4 reads DIB_name, which README.md does not name");
        Files.delete(element.resolve("install.d/20-vm"));
        Files.delete(element.resolve("README.md"));
        assertFindings("readme README.md:1 is missing");
        file("README.rst", "DIB_SIZE DIB_SIZE_MAX\n");
        assertFindings();
    }

    @ParameterizedTest
    @ValueSource(strings = {"vm", "1-vm", "a10-vm"})
    void aHookHasTwoDigitsFirst(String name) throws Exception {
        script("install.d/" + name, GOOD);
        assertRules("name install.d/" + name + ":1");
    }

    @Test
    void anExecutableThatIsPassedOverIsAFinding() throws Exception {
        script("install.d/10-vm.sh", GOOD);
        assertRules("name install.d/10-vm.sh:1");
    }

    @Test
    void hooksAndCommandsAreExecutable() throws Exception {
        file("install.d/10-vm", GOOD);
        file("bin/tool", GOOD);
        file("bin/data", "no script\n");
        assertRules("executable bin/tool:1", "executable install.d/10-vm:1");
    }

    @Test
    void environmentFilesAreNotExecutable() throws Exception {
        script("environment.d/10-vm", "A=b\n");
        assertRules("executable environment.d/10-vm:1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"#!/usr/bin/python3\n", "#!/usr/bin/env python\n", "echo\n", "#!/bin/zsh\n"})
    void hooksAreScriptsOfAShell(String script) throws Exception {
        script("install.d/10-vm", script);
        assertRules("shebang install.d/10-vm:1");
    }

    @ParameterizedTest
    @CsvSource({
        "bash,'set -eu -o pipefail',",
        "bash,'set -euo pipefail',",
        "bash,'set -e; set -u',setpipefail setu",
        "bash,'  set -o errexit -o nounset -o pipefail',",
        "bash,'# set -eu',sete setpipefail setu",
        "bash,'set -- -eu',sete setpipefail setu",
        "bash,'',sete setpipefail setu",
        "sh,'set -u',sete",
        "sh,'set -eu',",
        "'bash -eu','set -o pipefail',"
    })
    void programsEndAtErrors(String shell, String line, String rules) throws Exception {
        script("install.d/10-vm", "#!/bin/" + shell + "\n" + line + "\n");
        assertThat(findings())
                .extracting(Finding::rule)
                .containsExactly(rules == null ? new String[0] : rules.split(" ", -1));
    }

    @ParameterizedTest
    @CsvSource({
        "'set -x',trace",
        "'if [ a ]; then set -eux; fi',trace",
        "'set -o xtrace',trace",
        "'# set -x',",
        "'export A=$(date)',export-command",
        "'export A=\"$(date)\"',export-command",
        "'export A=`date`',export-command",
        "'export A=$((1 + 2))',",
        "'A=$(date); export A',"
    })
    void environmentFilesAreMild(String line, String rule) throws Exception {
        file("environment.d/10-vm", line + "\n");
        assertThat(findings())
                .extracting(Finding::rule)
                .containsExactly(rule == null ? new String[0] : new String[] {rule});
    }

    @Test
    void tabsIndentOnlyWhereTheyHaveTo() throws Exception {
        script("install.d/10-vm", GOOD + "cat <<-END\n\ttext\n\tEND\n\techo\n  \techo\necho 'a\tb'\ncat <<<x\n");
        assertRules("tabindent install.d/10-vm:7", "tabindent install.d/10-vm:8");
    }

    @Test
    void filesEndWithANewline() throws Exception {
        file("element-deps", "a");
        file("static/etc/data", "a");
        assertRules("newline element-deps:1");
    }

    @ParameterizedTest
    @CsvSource({
        "which dpkg,true",
        "if which dpkg >/dev/null; then :; fi,true",
        "a=$(which dpkg),true",
        "true && which dpkg,true",
        "# which dpkg,false",
        "echo which one,false",
        "which=1,false",
        "command -v which,false"
    })
    void whichIsNotEverywhere(String line, boolean found) throws Exception {
        script("install.d/10-vm", GOOD + line + "\n");
        assertThat(findings())
                .extracting(Finding::rule)
                .containsExactly(found ? new String[] {"which"} : new String[0]);
    }

    @Test
    void textInHereDocumentsIsNoCode() throws Exception {
        script("install.d/10-vm", GOOD + "cat <<'END'\nwhich is text\nEND\nwhich dpkg\n");
        assertRules("which install.d/10-vm:7");
    }

    @Test
    void dependenciesAreSorted() throws Exception {
        file("element-deps", "b\n\n# z\na\nc\n");
        assertFindings("order element-deps:4 'a' stands behind 'b'");
    }

    @Test
    void declarationsCanBeRead() throws Exception {
        file("element-deps", "a b\n");
        file("package-installs.yaml", "a:\n  fase: x\n");
        file("pkg-map", "{\n\"default\": []}\n");
        file("svc-map", "a:\n- b\n");
        file("block-device-default.yaml", "a: [\n");
        assertRules(
                "declarations block-device-default.yaml:2",
                "declarations element-deps:1",
                "declarations package-installs.yaml:2",
                "declarations pkg-map:2",
                "declarations svc-map:2");
    }

    @Test
    void aFileDisablesRulesForItself() throws Exception {
        script("install.d/10-vm", "#!/bin/bash\n# dib-lint: disable=sete, setu,setpipefail which\nwhich a\n");
        script("install.d/20-vm", "#!/bin/bash\nset -eu\n# dib-lint: disable=sete\n");
        assertRules("setpipefail install.d/20-vm:1");
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
        assertFindings("shellcheck install.d/10-vm:3 Double quote [a] to prevent. (SC2086)");
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

    private static Outcome outcome(int status) {
        return new Outcome(status, false, Duration.ZERO, List.of());
    }

    private List<Finding> findings() throws IOException, InterruptedException {
        return new Lint(commands).check(element);
    }

    private void assertFindings(String... expected) throws IOException, InterruptedException {
        assertThat(findings())
                .extracting(finding ->
                        finding.rule() + " " + finding.file() + ":" + finding.line() + " " + finding.message())
                .containsExactly(expected);
    }

    private void assertRules(String... expected) throws IOException, InterruptedException {
        assertThat(findings())
                .extracting(finding -> finding.rule() + " " + finding.file() + ":" + finding.line())
                .containsExactly(expected);
    }

    private void script(String name, String content) throws IOException {
        file(name, content);
        Files.setPosixFilePermissions(element.resolve(name), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void file(String name, String content) throws IOException {
        Path file = element.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
