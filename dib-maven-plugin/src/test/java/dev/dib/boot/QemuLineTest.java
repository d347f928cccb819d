// SPDX-License-Identifier: Apache-2.0
package dev.dib.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dib.boot.HostPrograms.UefiFirmware;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QemuLineTest {

    @TempDir
    Path directory;

    private BootSpec.Builder spec() throws IOException {
        Path image = Files.write(directory.resolve("disk.raw"), new byte[512]);
        return BootSpec.builder("x").disk(image, DiskFormat.RAW).console(directory.resolve("log"));
    }

    @Test
    void everyNicHasANetworkAndTheFirstLeadsToSsh() throws IOException {
        var line = new QemuLine(
                spec().nics(2).build(),
                Accelerator.TCG,
                Optional.of(Path.of("/t/overlay.qcow2")),
                Optional.empty(),
                Path.of("/t/serial"),
                2222);
        assertThat(line.words())
                .containsSubsequence("-accel", "tcg,thread=multi")
                .containsSubsequence("-m", "1024", "-smp", "2")
                .contains("socket,id=serial,server=on,wait=on,path=/t/serial")
                .contains("if=virtio,format=qcow2,cache=unsafe,discard=unmap,file=/t/overlay.qcow2")
                .contains("user,id=net0,net=10.0.2.0/24,ipv6-net=fd00:d1b:0::/64,hostfwd=tcp:127.0.0.1:2222-:22")
                .contains("user,id=net1,net=10.0.3.0/24,ipv6-net=fd00:d1b:1::/64")
                .doesNotContain("-kernel");
    }

    @Test
    void firmwareAndKernelAreHandedOver() throws IOException {
        Path kernel = Files.createFile(directory.resolve("vmlinuz"));
        var line = new QemuLine(
                spec().kernel(kernel, Optional.of(kernel), "root=LABEL=x console=ttyS0")
                        .build(),
                Accelerator.KVM,
                Optional.empty(),
                Optional.of(new UefiFirmware(Path.of("/f/code,1.fd"), Path.of("/t/vars.fd"))),
                Path.of("/t/serial"),
                2222);
        assertThat(line.words())
                .containsSubsequence("-accel", "kvm", "-cpu", "host")
                .containsSubsequence("-kernel", kernel.toString(), "-initrd", kernel.toString())
                .containsSubsequence("-append", "root=LABEL=x console=ttyS0")
                .contains("if=pflash,format=raw,unit=0,readonly=on,file=/f/code,,1.fd")
                .contains("if=pflash,format=raw,unit=1,file=/t/vars.fd");
    }
}
