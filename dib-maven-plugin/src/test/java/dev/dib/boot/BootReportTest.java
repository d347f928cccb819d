// SPDX-License-Identifier: Apache-2.0
package dev.dib.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BootReportTest {

    @Test
    void aGoodBootHasNothingToSay() {
        assertThat(Reports.good().succeeded()).isTrue();
        assertThat(Reports.good().failureMessage()).isEmpty();
        assertThat(Reports.good().milestones().keySet()).containsExactly(Milestone.FIRMWARE, Milestone.WANTED);
    }

    @Test
    void aBootThatFailedSaysWhatWhenAndWhere() {
        assertThat(Reports.neverBooted().succeeded()).isFalse();
        assertThat(Reports.neverBooted().failureMessage()).isEqualTo("""
                The boot 'uefi' (UEFI, TCG) waited for a login prompt on the serial console and gave up after 60.0 s: \
                it did not come within the limit for the boot.
                The last lines on the console:
                    Kernel panic
                    ---[ end ]---
                The whole console: target/dib/boot/uefi.log""");
    }

    @Test
    void allBrokenAssertionsAreTold() {
        assertThat(Reports.withBrokenAssertions("sudo: a password is required").failureMessage())
                .isEqualTo("""
                The boot 'uefi' (UEFI, TCG) reached its state, but 2 of 2 assertions do not hold:
                  sudo needs no password: the exit status is 1, expected was 0
                    command: sudo -n true
                    | sudo: a password is required
                  no unit failed: its output does not contain '0 loaded'
                    command: systemctl --failed
                    | 1 loaded
                The whole console: target/dib/boot/uefi.log""");
    }

    @Test
    void assertionsNameAllThatIsWrong() {
        var assertion = Assertion.ssh("x", "id")
                .expectingStatus(2)
                .expectingMatch("^root$")
                .expectingText("uid");
        assertThat(BootChecks.problem(assertion, new CommandResult(2, "uid\nroot\n", Duration.ZERO)))
                .isEmpty();
        assertThat(BootChecks.problem(assertion, new CommandResult(0, "dev\n", Duration.ZERO)))
                .isEqualTo(Optional.of("the exit status is 0, expected was 2; its output does not match '^root$';"
                        + " its output does not contain 'uid'"));
    }
}
