// SPDX-License-Identifier: Apache-2.0
package dev.dib.lint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules about shell scripts. */
class LintScriptsTest extends LintedElement {

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
    void bashCanBeTraced() throws Exception {
        script("install.d/10-vm", "#!/bin/bash\nset -eu -o pipefail\n");
        script("install.d/20-vm", "#!/bin/sh\nset -eu\n");
        assertRules("dibdebugtrace install.d/10-vm:1");
    }

    @Test
    void tabsIndentOnlyWhereTheyHaveTo() throws Exception {
        script("install.d/10-vm", GOOD + "cat <<-END\n\ttext\n\tEND\n\techo\n  \techo\necho 'a\tb'\ncat <<<x\n");
        assertRules("tabindent install.d/10-vm:8", "tabindent install.d/10-vm:9");
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
}
