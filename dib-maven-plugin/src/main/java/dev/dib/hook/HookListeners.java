// SPDX-License-Identifier: Apache-2.0
package dev.dib.hook;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Several listeners as one.
 *
 * @param all told in this order
 */
public record HookListeners(List<HookListener> all) implements HookListener {

    public HookListeners {
        all = List.copyOf(all);
    }

    @Override
    public void phaseStarted(Phase phase, int scripts) {
        all.forEach(one -> one.phaseStarted(phase, scripts));
    }

    @Override
    public void hookStarted(Phase phase, String element, String script) {
        all.forEach(one -> one.hookStarted(phase, element, script));
    }

    @Override
    public void hookPrinted(Phase phase, String line) {
        all.forEach(one -> one.hookPrinted(phase, line));
    }

    @Override
    public void hookFinished(Phase phase, String element, String script, Duration elapsed) {
        all.forEach(one -> one.hookFinished(phase, element, script, elapsed));
    }

    @Override
    public void phaseFinished(Phase phase, int scripts, Duration elapsed, Path log) {
        all.forEach(one -> one.phaseFinished(phase, scripts, elapsed, log));
    }

    @Override
    public void processesEnded(Phase phase, List<String> commandLines) {
        all.forEach(one -> one.processesEnded(phase, commandLines));
    }
}
