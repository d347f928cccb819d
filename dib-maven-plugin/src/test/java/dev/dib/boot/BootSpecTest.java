// SPDX-License-Identifier: Apache-2.0
package dev.dib.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.dib.problem.Problem;
import dev.dib.problem.ProblemException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BootSpecTest {

    @TempDir
    Path directory;

    private Path image;

    @BeforeEach
    void image() throws IOException {
        image = Files.write(directory.resolve("disk.raw"), new byte[4096]);
    }

    private BootSpec.Builder valid() {
        return BootSpec.builder("bios").disk(image, DiskFormat.RAW).console(directory.resolve("console.log"));
    }

    private static void problems(BootSpec.Builder builder, String... subjects) {
        assertThatThrownBy(builder::build)
                .asInstanceOf(type(ProblemException.class))
                .extracting(e -> e.problems().stream().map(Problem::subject).toList())
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.list(String.class))
                .containsExactlyInAnyOrder(subjects);
    }

    @Test
    void anImageIsEnough() {
        BootSpec spec = valid().build();
        assertThat(spec.firmware()).isEqualTo(Firmware.BIOS);
        assertThat(spec.wanted()).isEqualTo(new WantedState.LoginPrompt());
        assertThat(spec.uses(Channel.SSH)).isFalse();
        assertThat(spec.uses(Channel.SERIAL)).isFalse();
    }

    @Test
    void everythingWrongIsToldAtOnce() {
        problems(
                BootSpec.builder("a/b")
                        .disk(directory.resolve("missing"), DiskFormat.QCOW2)
                        .kernel(directory.resolve("vmlinuz"), Optional.of(directory.resolve("initrd")), "")
                        .memory(1)
                        .cpus(0)
                        .nics(-1)
                        .login(new Login("-o", Optional.of("a\nb"), Optional.of(directory.resolve("key"))))
                        .wanted(new WantedState.ConsoleText("(("))
                        .limits(new Limits(Duration.ZERO, Duration.ofDays(2), 0)),
                "name",
                "console",
                "disk",
                "kernel",
                "initrd",
                "memory",
                "cpus",
                "nics",
                "user",
                "password",
                "privateKey",
                "wanted",
                "limits.boot",
                "limits.command",
                "limits.softwareFactor");
    }

    @Test
    void somethingHasToBeBooted() {
        problems(BootSpec.builder("x").console(image).diskSize(1 << 20), "disk", "diskSize");
    }

    @Test
    void assertionsAreChecked() {
        Assertion good = Assertion.ssh("good", "true");
        problems(
                valid().login(Login.withPassword("dev", "x"))
                        .assertions(List.of(
                                good,
                                good,
                                Assertion.ssh(" ", ""),
                                Assertion.serial("status", "x").expectingStatus(256),
                                Assertion.serial("regex", "x").expectingMatch("[a"),
                                Assertion.serial("long", "x".repeat(20_000)))),
                "assertions[2]",
                "assertions[3]",
                "assertions[3]",
                "assertions[4]",
                "assertions[5]",
                "assertions[6]");
    }

    @Test
    void commandsNeedAWayIntoTheGuest() {
        problems(valid().nics(0).wanted(new WantedState.SshReachable()), "nics", "login");
        problems(valid().wanted(new WantedState.SystemRunning(Channel.SERIAL)), "login");
        problems(
                valid().assertions(List.of(Assertion.serial("a", "true"))).login(Login.withKey("dev", image)),
                "password");
        problems(
                valid().assertions(List.of(Assertion.ssh("a", "true")))
                        .login(new Login("dev", Optional.empty(), Optional.empty())),
                "login");
    }

    @Test
    void aDiskOnlyGrows() throws IOException {
        assertThat(valid().diskSize(4096).build().diskSize()).hasValue(4096);
        problems(valid().diskSize(4095), "diskSize");

        Path qcow2 = directory.resolve("disk.qcow2");
        ByteBuffer header = ByteBuffer.allocate(512).putInt(0, 0x514649fb).putLong(24, 1L << 30);
        Files.write(qcow2, header.array());
        assertThat(valid().disk(qcow2, DiskFormat.QCOW2)
                        .diskSize(1L << 31)
                        .build()
                        .diskSize())
                .hasValue(1L << 31);
        problems(valid().disk(qcow2, DiskFormat.QCOW2).diskSize(1 << 20), "diskSize");
        problems(valid().disk(image, DiskFormat.QCOW2), "disk");
    }

    @Test
    void passwordsAreNotPrinted() {
        BootSpec spec = valid().login(Login.withPassword("dev", "s3cret")).build();
        assertThat(spec.toString()).contains("dev").doesNotContain("s3cret");
    }

    @Test
    void softwareEmulationGetsMoreTime() {
        var limits = new Limits(Duration.ofSeconds(60), Duration.ofSeconds(10), 5);
        assertThat(limits.with(Accelerator.TCG))
                .isEqualTo(new Limits(Duration.ofMinutes(5), Duration.ofSeconds(50), 1));
        assertThat(limits.with(Accelerator.KVM))
                .isEqualTo(new Limits(Duration.ofMinutes(1), Duration.ofSeconds(10), 1));
    }
}
