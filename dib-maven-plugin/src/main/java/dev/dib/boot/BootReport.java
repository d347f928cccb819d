// SPDX-License-Identifier: Apache-2.0
package dev.dib.boot;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a boot came to.
 *
 * @param spec what was asked for
 * @param accelerator what the guest ran with in the end
 * @param milestones time since the start of the machine of each one that was seen
 * @param assertions in the order of the spec; empty if the wanted state was not reached
 * @param failure why the wanted state was not reached; absent if it was
 * @param elapsed wall time of everything, a start in vain with KVM included
 */
public record BootReport(
        BootSpec spec,
        Accelerator accelerator,
        Map<Milestone, Duration> milestones,
        List<AssertionResult> assertions,
        Optional<BootFailure> failure,
        Duration elapsed) {

    public BootReport {
        milestones = new TreeMap<>(milestones);
        assertions = List.copyOf(assertions);
    }

    /** Whether the wanted state was reached and every assertion holds. */
    public boolean succeeded() {
        return failure.isEmpty() && assertions.stream().allMatch(AssertionResult::holds);
    }

    /** Every failure in full sentences, several lines; empty if there is none. */
    public String failureMessage() {
        List<String> lines = new ArrayList<>();
        failure.ifPresent(it -> {
            lines.add("The boot '" + spec.name() + "' (" + machine() + ") waited for " + it.awaited()
                    + " and gave up after " + seconds(it.waited()) + ": " + it.reason() + ".");
            lines.add("The last lines on the console:");
            it.consoleTail().forEach(line -> lines.add("    " + line));
        });
        List<AssertionResult> broken =
                assertions.stream().filter(it -> !it.holds()).toList();
        if (!broken.isEmpty()) {
            lines.add("The boot '" + spec.name() + "' (" + machine() + ") reached its state, but " + broken.size()
                    + " of " + assertions.size() + " assertions do not hold:");
            broken.forEach(it -> describe(it, lines));
        }
        if (!lines.isEmpty()) {
            lines.add("The whole console: " + spec.console());
        }
        return String.join("\n", lines);
    }

    private String machine() {
        return spec.firmware() + ", " + accelerator;
    }

    private static void describe(AssertionResult result, List<String> lines) {
        lines.add("  " + result.assertion().name() + ": " + result.problem().orElse(""));
        lines.add("    command: " + result.assertion().command());
        List<String> output = result.output().lines().toList();
        output.subList(Math.max(0, output.size() - 10), output.size()).forEach(line -> lines.add("    | " + line));
    }

    static String seconds(Duration duration) {
        return String.format(java.util.Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
}
