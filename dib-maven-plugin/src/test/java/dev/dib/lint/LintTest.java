// SPDX-License-Identifier: Apache-2.0
package dev.dib.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dib.problem.ProblemException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The check as a whole, and how rules are switched off. */
class LintTest extends LintedElement {

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
    void aFileDisablesRulesForItself() throws Exception {
        script(
                "install.d/10-vm",
                "#!/bin/bash\n# dib-lint: disable=sete, setu,setpipefail which dibdebugtrace\nwhich a\n");
        script("install.d/20-vm", "#!/bin/bash\nset -eu\n# dib-lint: disable=sete dibdebugtrace\n");
        assertRules("setpipefail install.d/20-vm:1");
    }
}
