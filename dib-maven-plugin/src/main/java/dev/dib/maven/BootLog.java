// SPDX-License-Identifier: Apache-2.0
package dev.dib.maven;

import dev.dib.boot.Accelerator;
import dev.dib.boot.AssertionResult;
import dev.dib.boot.BootListener;
import dev.dib.boot.BootReport;
import dev.dib.boot.BootSpec;
import dev.dib.boot.Milestone;
import java.time.Duration;
import java.util.Locale;
import org.apache.maven.plugin.logging.Log;

/** Tells a person about a boot. */
final class BootLog implements BootListener {

    private final Log log;

    BootLog(Log log) {
        this.log = log;
    }

    @Override
    public void machineStarted(BootSpec spec, Accelerator accelerator) {
        log.info("Booting " + spec.name() + " (" + accelerator + ")");
    }

    @Override
    public void kvmGivenUp(Duration waited, String reason) {
        log.info("KVM does not work here (" + reason + "): software emulation from now on");
    }

    @Override
    public void consoleLine(String line) {
        log.debug(line);
    }

    @Override
    public void milestoneReached(Milestone milestone, Duration after) {
        line(milestone.title(), after);
    }

    @Override
    public void assertionEnded(AssertionResult result) {
        line((result.holds() ? "ok: " : "FAILED: ") + result.assertion().name(), result.elapsed());
    }

    @Override
    public void ended(BootReport report) {
        line(report.succeeded() ? "passed" : "failed", report.elapsed());
    }

    private void line(String what, Duration time) {
        log.info(String.format(Locale.ROOT, "  %-44s %8s", what, ConsoleLog.time(time)));
    }
}
