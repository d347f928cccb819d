// SPDX-License-Identifier: Apache-2.0
package dev.dib.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The way of a boot, with machines that only talk. */
@Timeout(60)
class QemuBootTest {

    private static final String BOOTS = "SeaBIOS\n[    0.000000] Linux version 6.1\nbox login: ";
    private static final String HANGS = "SeaBIOS\n  Booting `Debian'\n";

    @TempDir
    Path host;

    private final List<String> events = new ArrayList<>();
    private final BootListener listener = new BootListener() {
        @Override
        public void machineStarted(BootSpec spec, Accelerator accelerator) {
            events.add("started " + accelerator);
            if (interruptAtTheStart) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void kvmGivenUp(Duration waited, String reason) {
            events.add("given up: " + reason);
        }

        @Override
        public void milestoneReached(Milestone milestone, Duration after) {
            events.add(milestone.title());
        }

        @Override
        public void ended(BootReport report) {
            events.add("ended");
        }
    };

    private KvmVerdicts verdicts;
    private boolean interruptAtTheStart;

    @BeforeEach
    void hostWithKvm() throws IOException {
        Files.createFile(host.resolve("dev-kvm"));
        Files.writeString(host.resolve("boot_id"), "this-boot\n");
        Files.createDirectory(host.resolve("scratch"));
        for (String program : List.of("qemu-system-x86_64", "qemu-img")) {
            assertThat(Files.createFile(host.resolve(program)).toFile().setExecutable(true))
                    .isTrue();
        }
        verdicts = new KvmVerdicts(host.resolve("verdict"), host.resolve("dev-kvm"), host.resolve("boot_id"));
    }

    private BootReport boot(FakeQemu qemu, Acceleration acceleration) throws Exception {
        Path image = Files.write(host.resolve("disk.raw"), new byte[512]);
        BootSpec spec = BootSpec.builder("bios")
                .disk(image, DiskFormat.RAW)
                .acceleration(acceleration)
                .limits(new Limits(Duration.ofSeconds(1), Duration.ofSeconds(1), 1))
                .console(host.resolve("log/console.log"))
                .build();
        var programs = new HostPrograms(List.of(host), List.of());
        BootReport report = new QemuBoot(qemu, host.resolve("scratch"), verdicts, programs, Duration.ofMillis(300))
                .run(spec, listener);
        assertThat(host.resolve("scratch")).as("left in the scratch directory").isEmptyDirectory();
        return report;
    }

    @Test
    void kvmThatWorksIsRemembered() throws Exception {
        BootReport report = boot(new FakeQemu(BOOTS, ""), Acceleration.AUTO);
        assertThat(report.succeeded()).as(report.failureMessage()).isTrue();
        assertThat(report.accelerator()).isEqualTo(Accelerator.KVM);
        assertThat(events)
                .containsExactly("started KVM", "firmware", "kernel", "login prompt", "wanted state", "ended");
        assertThat(host.resolve("verdict")).hasContent("this-boot works");
        assertThat(host.resolve("log/console.log")).hasContent(BOOTS);
    }

    @Test
    void kvmThatHangsGivesWayAndIsRemembered() throws Exception {
        BootReport report = boot(new FakeQemu(HANGS, BOOTS), Acceleration.AUTO);
        assertThat(report.succeeded()).as(report.failureMessage()).isTrue();
        assertThat(report.accelerator()).isEqualTo(Accelerator.TCG);
        assertThat(events)
                .containsExactly(
                        "started KVM",
                        "firmware",
                        "given up: there was no sign of a kernel within 0.3 s",
                        "started TCG",
                        "firmware",
                        "kernel",
                        "login prompt",
                        "wanted state",
                        "ended");
        assertThat(host.resolve("verdict")).hasContent("this-boot hangs");

        events.clear();
        boot(new FakeQemu(HANGS, BOOTS), Acceleration.AUTO);
        assertThat(events).startsWith("started TCG");
    }

    @Test
    void kvmThatIsRefusedGivesWay() throws Exception {
        BootReport report = boot(new FakeQemu("off\n", BOOTS), Acceleration.AUTO);
        assertThat(report.accelerator()).isEqualTo(Accelerator.TCG);
        assertThat(report.succeeded()).isTrue();
    }

    @Test
    void anImageWithoutKernelSaysNothingAboutKvm() throws Exception {
        BootReport report = boot(new FakeQemu(HANGS, HANGS), Acceleration.AUTO);
        assertThat(report.succeeded()).isFalse();
        assertThat(host.resolve("verdict")).doesNotExist();
    }

    @Test
    void kvmByOrderHasNoWayBack() throws Exception {
        BootReport report = boot(new FakeQemu(HANGS, BOOTS), Acceleration.KVM);
        assertThat(report.succeeded()).isFalse();
        assertThat(events).filteredOn(it -> it.startsWith("started")).containsExactly("started KVM");
    }

    @Test
    void theReportSaysWhatWasSeen() throws Exception {
        BootReport report = boot(new FakeQemu("", HANGS), Acceleration.TCG);
        assertThat(report.failureMessage())
                .contains("waited for a login prompt on the serial console and gave up after 1.")
                .contains("    SeaBIOS\n      Booting `Debian'\n")
                .contains("The whole console: " + host.resolve("log/console.log"));
    }

    @Test
    void aMachineThatSwitchesItselfOffEndsTheWaiting() throws Exception {
        BootReport report = boot(new FakeQemu("", "Kernel panic\noff\n"), Acceleration.TCG);
        assertThat(report.failure())
                .get()
                .extracting(BootFailure::reason)
                .asString()
                .contains("switched itself off");
    }

    @Test
    void anInterruptEndsTheBootAndLeavesNothing() {
        interruptAtTheStart = true;
        assertThatThrownBy(() -> boot(new FakeQemu("", HANGS), Acceleration.TCG))
                .isInstanceOf(InterruptedException.class);
        assertThat(host.resolve("scratch")).isEmptyDirectory();
    }
}
