// SPDX-License-Identifier: Apache-2.0
package dev.dib.boot;

import java.time.Duration;

/**
 * How long things may take.
 *
 * @param boot from the start of the machine to the wanted state
 * @param command one command in the guest
 * @param softwareFactor by how much the other two are multiplied under software emulation, which is slower
 */
public record Limits(Duration boot, Duration command, int softwareFactor) {

    /** Two minutes for the boot, half a minute for a command, five times as much under software emulation. */
    public static final Limits DEFAULT = new Limits(Duration.ofMinutes(2), Duration.ofSeconds(30), 5);

    /** The limits that hold with an accelerator; their factor is 1. */
    public Limits with(Accelerator accelerator) {
        return accelerator == Accelerator.KVM
                ? new Limits(boot, command, 1)
                : new Limits(boot.multipliedBy(softwareFactor), command.multipliedBy(softwareFactor), 1);
    }
}
