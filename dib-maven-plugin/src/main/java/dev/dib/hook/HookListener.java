// SPDX-License-Identifier: Apache-2.0
package dev.dib.hook;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Hears what hooks do. */
public interface HookListener {

    /** A phase begins. It is not announced if it has no script. */
    default void phaseStarted(Phase phase, int scripts) {}

    default void hookStarted(Phase phase, String element, String script) {}

    /** A hook, or the environment files before it, printed a line. */
    default void hookPrinted(Phase phase, String line) {}

    default void hookFinished(Phase phase, String element, String script, Duration elapsed) {}

    default void phaseFinished(Phase phase, int scripts, Duration elapsed, Path log) {}

    /** A phase left processes running that do no harm, and they were ended. */
    default void processesEnded(Phase phase, List<String> commandLines) {}

    /**
     * The build waits at a break point.
     *
     * @param folder has the scripts {@code enter} and {@code continue}
     * @param limit when it goes on by itself
     */
    default void halted(String point, Path folder, Duration limit) {}

    /** The build goes on. */
    default void resumed(String point, boolean timedOut) {}

    /** The command of a break point printed a line. */
    default void breakPrinted(String point, String line) {}
}
