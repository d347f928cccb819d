// SPDX-License-Identifier: Apache-2.0
package dev.dib.boot;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Looks for milestones on the console, and keeps the time of each one's first sight. */
final class Milestones {

    /**
     * Texts that neither firmware nor boot loader write: the kernel's banner, its time stamps, systemd, Debian's
     * initial RAM file system, a login prompt. A kernel that is told to be quiet shows only the later ones.
     */
    static final Pattern KERNEL = Pattern.compile(
            "Linux version \\d|^\\[ {0,4}\\d+\\.\\d{6}]|systemd\\[1]: " + "|^Loading, please wait|^Begin: |"
                    + SerialShell.LOGIN.pattern(),
            Pattern.MULTILINE);

    private final BootListener listener;
    private final Map<Milestone, Duration> times = new EnumMap<>(Milestone.class);
    private final long start = System.nanoTime();

    Milestones(BootListener listener) {
        this.listener = listener;
    }

    /** Takes a complete line. */
    void line(String line) {
        openLine(line);
        synchronized (this) {
            listener.consoleLine(line);
        }
    }

    /** Takes a line that may not be complete. */
    synchronized void openLine(String line) {
        if (!line.isBlank()) {
            reached(Milestone.FIRMWARE);
        }
        if (!times.containsKey(Milestone.KERNEL) && KERNEL.matcher(line).find()) {
            reached(Milestone.KERNEL);
        }
        if (!times.containsKey(Milestone.LOGIN_PROMPT)
                && SerialShell.LOGIN.matcher(line).find()) {
            reached(Milestone.LOGIN_PROMPT);
        }
    }

    synchronized void reached(Milestone milestone) {
        if (!times.containsKey(milestone)) {
            Duration after = elapsed();
            times.put(milestone, after);
            listener.milestoneReached(milestone, after);
        }
    }

    synchronized boolean saw(Milestone milestone) {
        return times.containsKey(milestone);
    }

    synchronized Map<Milestone, Duration> times() {
        return new EnumMap<>(times);
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
