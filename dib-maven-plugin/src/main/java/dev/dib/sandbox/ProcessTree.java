// SPDX-License-Identifier: Apache-2.0
package dev.dib.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A process with all that it started: its descendants, and the members of every session that one of them leads. The
 * second catches what lost its parent while the tree was being ended, or before.
 */
final class ProcessTree {

    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(10);

    private final Set<Long> members = new HashSet<>();

    ProcessTree(long root) {
        members.add(root);
    }

    /**
     * Kills the tree, again and again until nothing of it lives: a member may start another while it is being looked at.
     *
     * @return whether all of it ended; not so if the kernel holds a member in a system call for too long
     */
    boolean end() {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (true) {
            List<Long> alive = living();
            if (alive.isEmpty()) {
                return true;
            }
            for (long pid : alive) {
                ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
            }
            if (System.nanoTime() > deadline) {
                return false;
            }
            pause();
        }
    }

    private List<Long> living() {
        List<Entry> entries = entries();
        boolean grown = true;
        while (grown) {
            grown = false;
            for (Entry entry : entries) {
                if (members.contains(entry.parent()) || members.contains(entry.session())) {
                    grown |= members.add(entry.pid());
                }
            }
        }
        return entries.stream()
                .filter(entry -> !entry.dead() && members.contains(entry.pid()))
                .map(Entry::pid)
                .toList();
    }

    // Ending the tree must not stop half way because somebody interrupts: the flag is kept for later.
    private static void pause() {
        try {
            TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            Thread.onSpinWait();
        }
    }

    private static List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        try (var directories = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path directory : directories) {
                Entry.read(directory).ifPresent(entries::add);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (DirectoryIteratorException e) {
            throw new UncheckedIOException(e.getCause());
        }
        return entries;
    }

    /** What {@code /proc/PID/stat} says; see {@code proc(5)}. */
    private record Entry(long pid, boolean dead, long parent, long session) {

        static Optional<Entry> read(Path directory) {
            String stat;
            try {
                stat = Files.readString(directory.resolve("stat"), StandardCharsets.ISO_8859_1);
            } catch (IOException e) {
                return Optional.empty(); // it ended meanwhile
            }
            // The second field is the program's name in parentheses; it may hold blanks and parentheses itself.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", 5);
            return Optional.of(new Entry(
                    Long.parseLong(directory.getFileName().toString()),
                    fields[0].equals("Z") || fields[0].equals("X"),
                    Long.parseLong(fields[1]),
                    Long.parseLong(fields[3])));
        }
    }
}
