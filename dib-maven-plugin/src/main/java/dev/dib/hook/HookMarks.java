// SPDX-License-Identifier: Apache-2.0
package dev.dib.hook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Remembers when each hook ran, by the clock that the kernel gives files their change time from (ctime, see {@code inode(7)}):
 * whatever the time stamps that a hook gives its files, their change time tells when it did so. That clock may stand still for
 * some milliseconds, so a mark waits until it went on: it is after everything that was done before, and not after anything that is
 * done later.
 */
public final class HookMarks implements HookListener {

    /** A clock that was set back is not waited for. */
    private static final Duration PATIENCE = Duration.ofMillis(50);

    private final Path marker;

    /** From when on who ran: the element of a hook, or nothing if it was the build itself. */
    private final TreeMap<Instant, Optional<String>> spans = new TreeMap<>();

    /**
     * @param marker a file to make the marks with, in a directory of this JVM's user
     */
    public HookMarks(Path marker) {
        this.marker = marker;
    }

    @Override
    public void hookStarted(Phase phase, String element, String script) {
        mark(Optional.of(element));
    }

    @Override
    public void hookFinished(Phase phase, String element, String script, Duration elapsed) {
        mark(Optional.empty());
    }

    private void mark(Optional<String> element) {
        try {
            // not before anything that was done until now
            Instant before = touch();
            long end = System.nanoTime() + PATIENCE.toNanos();
            Instant now = touch();
            while (!now.isAfter(before) && System.nanoTime() < end) {
                Thread.onSpinWait();
                now = touch();
            }
            spans.put(now, element);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The time that a file gets which is changed now. */
    private Instant touch() throws IOException {
        Files.writeString(marker, "");
        return ((FileTime) Files.getAttribute(marker, "unix:ctime")).toInstant();
    }

    /**
     * The element whose hook ran at a time; nothing if none did, but the build itself; the empty text if it was a hook that no
     * element brought.
     */
    public Optional<String> elementAt(Instant time) {
        Map.Entry<Instant, Optional<String>> span = spans.floorEntry(time);
        return span == null ? Optional.empty() : span.getValue();
    }
}
