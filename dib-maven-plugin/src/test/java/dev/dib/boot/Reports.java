// SPDX-License-Identifier: Apache-2.0
package dev.dib.boot;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Reports of boots that never were. */
final class Reports {

    static final Assertion SUDO = Assertion.ssh("sudo needs no password", "sudo -n true");
    static final Assertion UNITS =
            Assertion.serial("no unit failed", "systemctl --failed").expectingText("0 loaded");

    private Reports() {}

    private static BootSpec spec() {
        return new BootSpec(
                "uefi",
                Optional.empty(),
                Optional.empty(),
                Firmware.UEFI,
                Acceleration.AUTO,
                1024,
                2,
                1,
                OptionalLong.empty(),
                Optional.of(Login.withPassword("dev", "s3cret")),
                new WantedState.LoginPrompt(),
                List.of(SUDO, UNITS),
                Limits.DEFAULT,
                Path.of("target/dib/boot/uefi.log"));
    }

    static BootReport good() {
        return report(
                Optional.empty(), result(SUDO, "", Optional.empty()), result(UNITS, "0 loaded", Optional.empty()));
    }

    static BootReport withBrokenAssertions(String output) {
        return report(
                Optional.empty(),
                result(SUDO, output, Optional.of("the exit status is 1, expected was 0")),
                result(UNITS, "1 loaded", Optional.of("its output does not contain '0 loaded'")));
    }

    static BootReport neverBooted() {
        var failure = new BootFailure(
                "a login prompt on the serial console",
                Duration.ofMillis(60_040),
                "it did not come within the limit for the boot",
                List.of("Kernel panic", "---[ end ]---"),
                spec().console());
        return report(Optional.of(failure));
    }

    private static AssertionResult result(Assertion assertion, String output, Optional<String> problem) {
        return new AssertionResult(assertion, output, Duration.ofMillis(1500), problem);
    }

    private static BootReport report(Optional<BootFailure> failure, AssertionResult... results) {
        Map<Milestone, Duration> milestones = failure.isPresent()
                ? Map.of(Milestone.FIRMWARE, Duration.ofMillis(300))
                : Map.of(Milestone.WANTED, Duration.ofSeconds(42), Milestone.FIRMWARE, Duration.ofMillis(300));
        return new BootReport(
                spec(), Accelerator.TCG, milestones, List.of(results), failure, Duration.ofMillis(65_432));
    }
}
