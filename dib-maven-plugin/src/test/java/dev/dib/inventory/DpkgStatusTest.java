// SPDX-License-Identifier: Apache-2.0
package dev.dib.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DpkgStatusTest {

    @Test
    void listsWhatIsInstalledByName() {
        String status = """
                Package: zstd
                Status: install ok installed
                Architecture: amd64
                Version: 1.5.4+dfsg2-5
                Description: fast lossless compression
                 Status: this is only text
                 .
                 Version: 0

                Package: gone
                Status: deinstall ok config-files
                Architecture: amd64
                Version: 1

                Package: base-files
                Status: hold ok installed
                Architecture: amd64
                Version: 12.4+deb12u11""";
        assertThat(DpkgStatus.parse(status.lines().toList()))
                .containsExactly(
                        new InstalledPackage("dpkg", "base-files", "12.4+deb12u11", "amd64"),
                        new InstalledPackage("dpkg", "zstd", "1.5.4+dfsg2-5", "amd64"));
    }

    @Test
    void findsNothingInAnEmptyDatabase() {
        assertThat(DpkgStatus.parse(List.of())).isEmpty();
    }
}
