// SPDX-License-Identifier: Apache-2.0
package dev.dib.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dib.sandbox.Sandbox;
import dev.dib.sandbox.SandboxSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** QEMU itself, in a sandbox, with a guest of one sector that writes to the serial port. */
@Timeout(180)
class RealQemuTest {

    /** Real mode, at 0x7c00: writes the text behind it, byte by byte, to the port 0x3f8 when bit 5 of 0x3fd is set. */
    private static final int[] WRITE = {
        0x31, 0xc0, // xor ax, ax
        0x8e, 0xd8, // mov ds, ax
        0xfc, // cld
        0xbe, 0x2a, 0x7c, // mov si, text
        0xac, // next: lodsb
        0x84, 0xc0, // test al, al
        0x74, 0x12, // jz end
        0x88, 0xc4, // mov ah, al
        0xba, 0xfd, 0x03, // mov dx, 0x3fd
        0xec, // wait: in al, dx
        0xa8, 0x20, // test al, 0x20
        0x74, 0xfb, // jz wait
        0xba, 0xf8, 0x03, // mov dx, 0x3f8
        0x88, 0xe0, // mov al, ah
        0xee, // out dx, al
        0xeb, 0xe9, // jmp next
    };

    private static final int TEXT = 0x2a;

    private static final int[] HALT = {0xf4, 0xeb, 0xfd}; // hlt; jmp back

    private static final int[] RESET = {0xb0, 0x06, 0xba, 0xf9, 0x0c, 0xee, 0xf4, 0xeb, 0xfd}; // out 0xcf9, 6; hlt

    @TempDir
    Path directory;

    private Path image(String text, int[] end) throws IOException {
        byte[] sector = new byte[512];
        int position = 0;
        for (int code : WRITE) {
            sector[position++] = (byte) code;
        }
        for (int code : end) {
            sector[position++] = (byte) code;
        }
        assertThat(position).isLessThanOrEqualTo(TEXT);
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, sector, TEXT, bytes.length);
        sector[510] = 0x55;
        sector[511] = (byte) 0xaa;
        return Files.write(directory.resolve("disk.raw"), Arrays.copyOf(sector, 1 << 20));
    }

    private BootSpec.Builder spec(Path image) {
        return BootSpec.builder("tiny")
                .disk(image, DiskFormat.RAW)
                .acceleration(Acceleration.TCG)
                .memory(64)
                .cpus(1)
                .console(directory.resolve("console.log"));
    }

    private BootReport boot(BootSpec spec) throws Exception {
        Path scratch = directory.resolve("scratch");
        try (Sandbox sandbox = Sandbox.open(SandboxSpec.of(scratch))) {
            var verdicts = new KvmVerdicts(directory.resolve("kvm"));
            BootReport report = new QemuBoot(sandbox, sandbox.scratch(), verdicts).run(spec, new BootListener() {});
            try (var left = Files.newDirectoryStream(sandbox.scratch(), "boot-*")) {
                assertThat(left).as("left of the boot").isEmpty();
            }
            assertThat(sandbox.processes()).as("processes in the sandbox").isEmpty();
            return report;
        }
    }

    @Test
    void aGuestIsHeard() throws Exception {
        Path image = image("Linux version 0\r\ntiny login: ", HALT);
        byte[] before = Files.readAllBytes(image);
        BootReport report = boot(spec(image).nics(2).diskSize(64 << 20).build());
        assertThat(report.succeeded()).as(report.failureMessage()).isTrue();
        assertThat(report.milestones())
                .containsOnlyKeys(Milestone.FIRMWARE, Milestone.KERNEL, Milestone.LOGIN_PROMPT, Milestone.WANTED);
        assertThat(directory.resolve("console.log"))
                .content()
                .contains("SeaBIOS")
                // the machine may be ended before the blank after the prompt has come
                .contains("tiny login:");
        assertThat(image).hasBinaryContent(before);
    }

    @Test
    void aGuestThatSaysSomethingElseFails() throws Exception {
        BootReport report = boot(spec(image("No operating system\r\n", HALT))
                .limits(new Limits(Duration.ofSeconds(3), Duration.ofSeconds(3), 1))
                .build());
        assertThat(report.failure()).isPresent();
        // the dots of the firmware may come in between, and break the line
        assertThat(report.failureMessage().replaceAll("[.\\s]", "")).contains("Nooperatingsystem");
    }

    @Test
    void aGuestThatStartsAnewFails() throws Exception {
        BootReport report = boot(spec(image("Goodbye\r\n", RESET)).build());
        assertThat(report.failure())
                .map(BootFailure::reason)
                .contains("the machine switched itself off or wanted to start anew");
        assertThat(report.failureMessage()).contains("Goodbye");
    }

    @Test
    void uefiFirmwareStarts() throws Exception {
        BootReport report = boot(spec(image("", HALT))
                .firmware(Firmware.UEFI)
                .memory(256)
                .wanted(new WantedState.ConsoleText("^BdsDxe: "))
                .build());
        assertThat(report.succeeded()).as(report.failureMessage()).isTrue();
    }

    @Test
    void whatQemuSaysIsInTheReport() throws Exception {
        Path notAKernel = Files.write(directory.resolve("vmlinuz"), new byte[1024]);
        BootReport report = boot(
                spec(image("", HALT)).kernel(notAKernel, Optional.empty(), "").build());
        assertThat(report.failure())
                .map(BootFailure::reason)
                .get()
                .asString()
                .startsWith("QEMU ended with status 1: ")
                .contains("invalid kernel header");
    }

    @Test
    void aLongPathIsNoHindrance() throws Exception {
        directory = Files.createDirectories(directory.resolve("x".repeat(120)));
        BootReport report = boot(spec(image("tiny login: ", HALT)).build());
        assertThat(report.succeeded()).as(report.failureMessage()).isTrue();
    }
}
