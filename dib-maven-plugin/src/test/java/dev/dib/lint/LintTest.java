// SPDX-License-Identifier: Apache-2.0
package dev.dib.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dib.element.Element;
import dev.dib.problem.ProblemException;
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

    private static final String GOOD = "#!/bin/bash\nset -eu\nset -o pipefail\n: ${DIB_DEBUG_TRACE:-0}\n";

    private static final Commands WITHOUT_SHELLCHECK = (command, lines) -> {
        throw new IOException("no such program");
    };

    @TempDir
    private Path element;

    @TempDir
    private Path others;

    private Commands commands = WITHOUT_SHELLCHECK;
    private List<Element> dependencies = List.of();
    private List<String> disabled = List.of();

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
        file(
                "element-deps",
                "# sorted\ninstall-static\ninstall-types\npackage-installs\npkg-map\nsource-repositories\n");
        file("package-installs.yaml", "tar:\n");
        file("pkg-map", "{}\n");
        file("source-repository-vm", "# none\n\nvm git /opt/vm https://example.com/vm.git ${DIB_REF:-main branch}\n");
        file(
                "block-device-default.yaml",
                "- local_loop:\n    name: image0\n    mkfs:\n      name: mkfs_root\n      mount:\n        mount_point: /\n");
        file("install.d/data.conf", "anything\n");
        file("static/etc/data", "\tanything");
        Files.write(element.resolve("static/etc/bytes"), new byte[] {(byte) 0xff, 0});
        assertThat(findings()).isEmpty();
    }

    @Test
    void aReadmeIsThereAndNamesVariables() throws Exception {
        script("install.d/10-vm", GOOD + "# $DIB_COMMENT\necho ${DIB_SIZE} $DIB_SIZE_MAX ${DIB_SIZE_MAX:-1}\n");
        assertFindings("variables install.d/10-vm:6 reads DIB_SIZE_MAX, which README.md does not name");
        file("README.md", "DIB_SIZE DIB_SIZE_MAX DIB_TYPE_<name>\n");
        script("install.d/20-vm", GOOD + "echo \"${!DIB_TYPE_@}\" $DIB_name\n");
        assertFindings("variables install.d/20-vm:5 reads DIB_name, which README.md does not name");
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
        "bash,'    set -o errexit -o nounset -o pipefail',",
        "bash,'# set -eu',sete setpipefail setu",
        "bash,'set -- -eu',sete setpipefail setu",
        "bash,'',sete setpipefail setu",
        "sh,'set -u',sete",
        "sh,'set -eu',",
        "'bash -eu','set -o pipefail',"
    })
    void programsEndAtErrors(String shell, String line, String rules) throws Exception {
        script("install.d/10-vm", "#!/bin/" + shell + "\n" + line + "\n# DIB_DEBUG_TRACE\n");
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
        assertRules("tabindent install.d/10-vm:8", "tabindent install.d/10-vm:9");
    }

    @Test
    void filesEndWithANewline() throws Exception {
        file("element-deps", "install-static");
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
        assertRules("which install.d/10-vm:8");
    }

    @Test
    void dependenciesAreSorted() throws Exception {
        file("element-deps", "b\n\n# z\na\nc\n");
        assertFindings("order element-deps:4 'a' stands behind 'b'");
    }

    @Test
    void declarationsCanBeRead() throws Exception {
        disabled = List.of("undeclared");
        file("element-deps", "a b\n");
        file("package-installs.yaml", "a:\n  fase: x\n");
        file("pkg-map", "{\n\"default\": []}\n");
        file("svc-map", "a:\n- b\n");
        file("block-device-default.yaml", "a: [\n");
        file("block-device-arm64.yaml", "- local_loop:\n    name: image0\n    sice: 1GiB\n");
        file("rules.d/a.yml", "a: b: c\n");
        file("static/a.yaml", "{{ a template }}: [\n");
        assertRules(
                "declarations block-device-arm64.yaml:3",
                "declarations block-device-default.yaml:2",
                "declarations element-deps:1",
                "declarations package-installs.yaml:2",
                "declarations pkg-map:2",
                "declarations rules.d/a.yml:1",
                "declarations svc-map:2");
    }

    @Test
    void jsonIsJson() throws Exception {
        disabled = List.of("undeclared", "declarations");
        file("pkg-map", "{\n  \"default\": {a: \"b\"}\n}\n");
        file("a.json", "{\"a\": 1,\n\"a\": 2}\n");
        file("b.json", "{\"a\": [1, 2]}\n");
        assertRules("json a.json:2", "json pkg-map:2");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "vm,has 1 field",
                "vm git /a b c d,has 6 fields",
                "vm gti /a https://x,the type 'gti' is not known",
                "vm git /a,'vm' has no location",
                "vm tar a/b https://x,the destination 'a/b' is no absolute path in the image",
                "vm tar /a/../b https://x,the destination '/a/../b' is no absolute path in the image"
            })
    void linesOfSourceRepositoriesAreWhole(String line, String message) throws Exception {
        disabled = List.of("undeclared");
        file("source-repository-vm", "vm2 package\nvm3 $TYPE $DIR $LOCATION\n" + line + "\n");
        assertFindings("declarations source-repository-vm:3 " + message);
    }

    @Test
    void whatIsReliedOnIsDeclared() throws Exception {
        file("package-installs.yaml", "tar:\n");
        file("package-installs.json", "{}\n");
        file("static/etc/data", "a\n");
        script("install.d/vm-source-install/10-vm", GOOD);
        script("extra-data.d/10-vm", GOOD + "cache-url a b\necho svc-map\n");
        script("bin/svc-map", "#!/bin/sh\nset -eu\n");
        script("install.d/20-vm", GOOD + "svc-map a\n");
        assertFindings(
                "undeclared extra-data.d/10-vm:5 calls cache-url without the element 'cache-url', on which this one does"
                        + " not depend",
                "undeclared install.d/vm-source-install/10-vm:1 means nothing without the element 'install-types', on"
                        + " which this one does not depend",
                "undeclared package-installs.json:1 means nothing without the element 'package-installs', on which this"
                        + " one does not depend",
                "undeclared static/etc/data:1 means nothing without the element 'install-static', on which this one does"
                        + " not depend");
        file("element-deps", "cache-url\ninstall-static\n");
        dependencies = List.of(
                new Element("install-types", others, List.of(), List.of()),
                new Element("other", others, List.of(), List.of("package-installs")));
        assertFindings();
    }

    @Test
    void hooksDoNotClashWithThoseOfADependency() throws Exception {
        script("install.d/10-vm", GOOD);
        script("install.d/20-vm", GOOD);
        file("tests/10-vm", "\n");
        file("pkg-map", "{}\n");
        file("element-deps", "pkg-map\n");
        Files.createDirectories(others.resolve("install.d"));
        Files.createDirectories(others.resolve("tests"));
        for (String name : List.of("install.d/20-vm", "tests/10-vm", "pkg-map", "README.md")) {
            Files.writeString(others.resolve(name), "");
        }
        dependencies = List.of(new Element("other", others, List.of(), List.of()));
        assertFindings("clash install.d/20-vm:1 is also a file of the element 'other', on which this one depends");
    }

    @Test
    void bashCanBeTraced() throws Exception {
        script("install.d/10-vm", "#!/bin/bash\nset -eu -o pipefail\n");
        script("install.d/20-vm", "#!/bin/sh\nset -eu\n");
        assertRules("dibdebugtrace install.d/10-vm:1");
    }

    @Test
    void anythingWithAShebangIsExecutable() throws Exception {
        file("element-deps", "install-static\n");
        file("static/usr/bin/tool", "#!/usr/bin/python3\n");
        file("install.d/tool.sh", GOOD);
        file("environment.d/10-vm", "#!/bin/bash\n");
        assertRules("executable static/usr/bin/tool:1");
    }

    @ParameterizedTest
    @CsvSource({
        "root.d,sudo rm -rf /etc/x,true",
        "root.d,true && sudo rm /etc/x,true",
        "root.d,sudo rm $TARGET_ROOT/etc/x,false",
        "cleanup.d,sudo rm $TMP_MOUNT_PATH/etc/x,false",
        "root.d,'sudo losetup -d /dev/loop0 # dib-lint: safe_sudo',false",
        "install.d,sudo rm /etc/x,false",
        "root.d,'# sudo rm /etc/x',false",
        "root.d,echo sudo,false"
    })
    void sudoIsForTheImage(String folder, String line, boolean found) throws Exception {
        script(folder + "/10-vm", GOOD + line + "\n");
        assertThat(findings())
                .extracting(Finding::rule)
                .containsExactly(found ? new String[] {"safe_sudo"} : new String[0]);
    }

    @Test
    void scriptsAreIndentedByFour() throws Exception {
        script("install.d/10-vm", GOOD + """
                if true; then
                  echo two
                    echo four \\
                      continued
                    awk '
                      { print "it" }
                      # don\\'t
                    ' x   # it's a comment
                    echo "a
                  b"
                    cat <<END
                   text
                END
                fi
                   echo $'it\\'s' three
                """);
        assertRules("indent install.d/10-vm:6", "indent install.d/10-vm:19");
    }

    @Test
    void rulesCanBeSwitchedOffForAll() throws Exception {
        script("install.d/vm", "#!/bin/sh\nwhich a\n");
        disabled = List.of("sete", "setu", "name");
        assertRules("which install.d/vm:2");
        disabled = List.of("wich");
        assertThatThrownBy(this::findings)
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("there is no rule 'wich'")
                .hasMessageContaining("'which'");
    }

    @Test
    void whatAFileDisablesIsARule() throws Exception {
        script("install.d/10-vm", GOOD + "# dib-lint: disable=wich,mddocs\n");
        assertFindings("lint install.d/10-vm:1 disables 'wich', which is no rule");
    }

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
    void aFileDisablesRulesForItself() throws Exception {
        script(
                "install.d/10-vm",
                "#!/bin/bash\n# dib-lint: disable=sete, setu,setpipefail which dibdebugtrace\nwhich a\n");
        script("install.d/20-vm", "#!/bin/bash\nset -eu\n# dib-lint: disable=sete dibdebugtrace\n");
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

    private static Outcome outcome(int status) {
        return new Outcome(status, false, Duration.ZERO, List.of());
    }

    private List<Finding> findings() throws IOException, InterruptedException {
        List<Finding> findings = new Lint(commands, "vm", dependencies, disabled).check(element);
        assertThat(Lint.RULES).containsAll(findings.stream().map(Finding::rule).toList());
        return findings;
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
