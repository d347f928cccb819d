// SPDX-License-Identifier: Apache-2.0
package dev.dib.boot;

import java.time.Duration;

/** What happens during a boot. Called from several threads, never from two at once. */
public interface BootListener {

    /** A machine is started. Called a second time if KVM was tried in vain. */
    default void machineStarted(BootSpec spec, Accelerator accelerator) {}

    /**
     * No kernel showed up with KVM: software emulation takes over.
     *
     * @param waited how long it was tried
     * @param reason what was seen, one sentence without a full stop
     */
    default void kvmGivenUp(Duration waited, String reason) {}

    /** The guest wrote a line to its console, without escape sequences and end of line. */
    default void consoleLine(String line) {}

    /**
     * The guest came by a milestone.
     *
     * @param after time since the start of the machine
     */
    default void milestoneReached(Milestone milestone, Duration after) {}

    default void assertionEnded(AssertionResult result) {}

    /** The machine and all its files are gone. */
    default void ended(BootReport report) {}
}
