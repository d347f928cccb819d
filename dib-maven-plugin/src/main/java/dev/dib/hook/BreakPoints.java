// SPDX-License-Identifier: Apache-2.0
package dev.dib.hook;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where a build halts so that a person can look around: diskimage-builder's {@code break}.
 *
 * @param names {@code before-PHASE} and {@code after-PHASE}, with the phase's name without {@code .d}, and {@code after-error}
 * @param limit how long the build waits before it goes on by itself
 * @param command what is run in place of the wait, by bash ({@code break_cmd})
 * @param outside whether {@code after-error} runs that on the host also if the hook ran in the target ({@code
 *     break_outside_target})
 */
public record BreakPoints(Set<String> names, Duration limit, Optional<String> command, boolean outside) {

    public static final String AFTER_ERROR = "after-error";

    public BreakPoints {
        names = Set.copyOf(names);
    }

    /** All names that there are. */
    public static List<String> known() {
        List<String> known = new ArrayList<>();
        for (Phase phase : Phase.values()) {
            known.add(before(phase));
            known.add(after(phase));
        }
        known.add(AFTER_ERROR);
        return List.copyOf(known);
    }

    public static String before(Phase phase) {
        return "before-" + word(phase);
    }

    public static String after(Phase phase) {
        return "after-" + word(phase);
    }

    private static String word(Phase phase) {
        return phase.folder().substring(0, phase.folder().length() - ".d".length());
    }
}
