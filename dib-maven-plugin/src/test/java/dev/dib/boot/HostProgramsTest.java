// SPDX-License-Identifier: Apache-2.0
package dev.dib.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dib.boot.HostPrograms.UefiFirmware;
import dev.dib.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostProgramsTest {

    @TempDir
    Path host;

    private BootSpec spec(Firmware firmware) throws IOException {
        Path image = Files.write(host.resolve("disk.raw"), new byte[512]);
        return BootSpec.builder("x")
                .disk(image, DiskFormat.RAW)
                .firmware(firmware)
                .console(host.resolve("log"))
                .build();
    }

    private HostPrograms programs() {
        return new HostPrograms(
                List.of(host),
                List.of(
                        new UefiFirmware(host.resolve("CODE_4M"), host.resolve("VARS_4M")),
                        new UefiFirmware(host.resolve("CODE"), host.resolve("VARS"))));
    }

    @Test
    void allThatIsMissingIsNamedWithItsPackage() {
        assertThatThrownBy(() -> programs().check(spec(Firmware.UEFI)))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("apt-get install qemu-system-x86")
                .hasMessageContaining("apt-get install qemu-utils")
                .hasMessageContaining("apt-get install ovmf");
    }

    @Test
    void biosNeedsNoFirmwarePackage() {
        assertThatThrownBy(() -> programs().check(spec(Firmware.BIOS)))
                .isInstanceOf(ProblemException.class)
                .hasMessageNotContaining("ovmf");
    }

    @Test
    void firmwareNeedsBothFiles() throws IOException {
        Files.createFile(host.resolve("CODE_4M"));
        Files.createFile(host.resolve("CODE"));
        Files.createFile(host.resolve("VARS"));
        assertThat(programs().uefi()).map(UefiFirmware::code).contains(host.resolve("CODE"));
    }
}
