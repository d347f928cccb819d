// SPDX-License-Identifier: Apache-2.0
package dev.dib.boot;

import java.time.Duration;

/** A moment after which nothing is waited for any more, on the monotonic clock. */
record Deadline(long nanoTime) {

    static Deadline in(Duration duration) {
        return new Deadline(System.nanoTime() + duration.toNanos());
    }

    /** Never negative. */
    Duration left() {
        return Duration.ofNanos(Math.max(0, nanoTime - System.nanoTime()));
    }

    boolean passed() {
        return nanoTime - System.nanoTime() <= 0;
    }

    /** This one, or one after the duration if that is sooner. */
    Deadline atMost(Duration duration) {
        return left().compareTo(duration) < 0 ? this : in(duration);
    }

    /** This one, or one after the duration if that is later. */
    Deadline atLeast(Duration duration) {
        return left().compareTo(duration) > 0 ? this : in(duration);
    }
}
