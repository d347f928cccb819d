// SPDX-License-Identifier: Apache-2.0
package dev.dib.report;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * Something that took time in a build.
 *
 * @param name {@code install.d}, {@code install.d/50-motd}, {@code assemble}, {@code qcow2}
 * @param element the element of a hook, else empty
 */
public record Span(Kind kind, String name, String element, Instant start, Duration elapsed) {

    /** What took the time. */
    public enum Kind {
        /** A phase of hooks. Its hooks are spans of their own. */
        PHASE,
        HOOK,
        /** A part of the build that is no phase of hooks. */
        STEP,
        /** A file of the image. Several are made at a time. */
        FORMAT;

        /** As it is written in files. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Instant end() {
        return start.plus(elapsed);
    }
}
