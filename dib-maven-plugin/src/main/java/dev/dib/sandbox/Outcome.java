// SPDX-License-Identifier: Apache-2.0
package dev.dib.sandbox;

import java.time.Duration;
import java.util.List;

/**
 * How a process ended.
 *
 * @param status its exit status; 128 + n if signal n ended it (the convention of {@code bash(1)})
 * @param timedOut whether it was ended because it ran longer than its limit
 * @param elapsed how long it ran
 * @param tail the last lines that it printed, at most {@value #TAIL_LINES}, standard output and error as they came
 */
public record Outcome(int status, boolean timedOut, Duration elapsed, List<String> tail) {

    public static final int TAIL_LINES = 40;

    public Outcome {
        tail = List.copyOf(tail);
    }

    public boolean succeeded() {
        return status == 0 && !timedOut;
    }
}
