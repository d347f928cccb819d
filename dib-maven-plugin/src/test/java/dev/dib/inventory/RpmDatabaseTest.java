// SPDX-License-Identifier: Apache-2.0
package dev.dib.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dib.sandbox.HostCommands;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RpmDatabaseTest {

    @TempDir
    private Path tree;

    @Test
    void readsPackages() {
        assertThat(RpmDatabase.parse(List.of(
                        "warning: Found NDB Packages.db database",
                        "grub2\t1:2.02-0.87.el7\tx86_64",
                        "gpg-pubkey\tf4a80eb5-53a7ff4b\t(none)",
                        "bash\t4.2.46-35.el7_9\tx86_64")))
                .containsExactly(
                        new InstalledPackage("rpm", "bash", "4.2.46-35.el7_9", "x86_64"),
                        new InstalledPackage("rpm", "grub2", "1:2.02-0.87.el7", "x86_64"));
    }

    @Test
    void findsNoneInATreeWithoutRpm() throws Exception {
        assertThat(RpmDatabase.packages(new HostCommands(), tree)).isEmpty();
    }
}
