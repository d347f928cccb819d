// SPDX-License-Identifier: Apache-2.0
package dev.dib.image;

import dev.dib.hook.HookFailedException;
import dev.dib.problem.Problem;
import dev.dib.problem.ProblemException;
import dev.dib.sandbox.Command;
import dev.dib.sandbox.Commands;
import dev.dib.sandbox.HostCommands;
import dev.dib.sandbox.SandboxSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Tells a failure for want of room from others, and which file system has none. Programs say that there is no room, and seldom
 * where. Asked before anything is cleaned up.
 */
final class FullDisk {

    /** The words of strerror(3) for ENOSPC and EDQUOT, which tools say in English: they run in the locale C. */
    private static final Pattern SAID = Pattern.compile("No space left on device|Disk quota exceeded");

    /**
     * tar says that it wrote less than it wanted, and the JVM speaks the language of its user: where less than this is free, a
     * failure to write had this cause.
     */
    private static final long NOTHING = 64L << 10;

    /**
     * A folder that is written to.
     *
     * @param name what to call it: its path may be gone when its user reads it
     */
    private record Place(String name, Path folder, String remedy) {}

    private record Room(Place place, long bytes) {

        String mebibytes() {
            return String.format(Locale.ROOT, "%.1f MiB", bytes / (double) (1 << 20));
        }
    }

    /** Work that may fail. */
    interface Work<T> {
        T run() throws IOException, InterruptedException;
    }

    private final Commands commands;
    private final List<Place> places;

    /**
     * @param commands sees the places, file systems in memory among them
     * @param places where the work writes
     */
    private FullDisk(Commands commands, List<Place> places) {
        this.commands = commands;
        this.places = List.copyOf(places);
    }

    /** Of a build. */
    static FullDisk of(Build build, SandboxSpec world) {
        ImageDirectories directories = build.image().directories();
        String scratch = directories.scratch().toString();
        String another = "make room there, or choose another folder by the parameter ";
        String elsewhere = directories.scratch().startsWith(directories.work())
                ? "make room there, or choose another folder for what is large by the parameter workDirectory"
                : "make room there";
        Path tree = build.scratch().directory().relativize(build.scratch().build());
        boolean inMemory =
                world.tmpfs().stream().anyMatch(tmpfs -> tmpfs.directory().equals(tree));
        return new FullDisk(
                build.sandbox(),
                List.of(
                        inMemory
                                ? new Place(
                                        "the root tree in memory",
                                        build.scratch().build(),
                                        "set the variable DIB_NO_TMPFS to 1: it is on the disk then")
                                : new Place(scratch, build.scratch().build(), another + "workDirectory"),
                        // before those that may be on the same file system
                        new Place(directories.work().toString(), directories.work(), elsewhere),
                        new Place(scratch, build.scratch().directory(), another + "workDirectory"),
                        new Place(directories.cache().toString(), directories.cache(), another + "cacheDirectory")));
    }

    /** Of a conversion. */
    static FullDisk of(ImageDirectories directories) {
        return new FullDisk(
                new HostCommands(),
                List.of(
                        new Place(directories.output().toString(), directories.output(), "make room there"),
                        new Place(
                                directories.scratch().toString(),
                                directories.scratch(),
                                "make room there, or choose another folder by the parameter workDirectory")));
    }

    /**
     * Does some work.
     *
     * @throws ProblemException that names the place if the work fails for want of room
     */
    <T> T during(Work<T> work) throws IOException, InterruptedException {
        try {
            return work.run();
        } catch (IOException | RuntimeException e) {
            Optional<ProblemException> noRoom = explain(e);
            if (noRoom.isPresent()) {
                throw noRoom.get();
            }
            throw e;
        }
    }

    /** What a failure is if it was for want of room: the place, what is free there, and the remedy. */
    private Optional<ProblemException> explain(Exception failure) throws InterruptedException {
        boolean said = says(failure);
        if (!said && !(failure instanceof IOException) && !(failure instanceof UncheckedIOException)) {
            return Optional.empty();
        }
        return scarcest()
                .filter(room -> said || room.bytes() < NOTHING)
                .map(room -> failure instanceof HookFailedException hook
                        ? hook.or("mind that " + room.place().name() + " has " + room.mebibytes() + " left; "
                                + room.place().remedy())
                        : new ProblemException(
                                new Problem(
                                        room.place().name(),
                                        "has too little room, " + room.mebibytes() + ": " + message(failure),
                                        room.place().remedy()),
                                failure));
    }

    private static boolean says(Exception failure) {
        if (failure instanceof ProblemException && !(failure instanceof HookFailedException)) {
            return false;
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause.getMessage() != null && SAID.matcher(cause.getMessage()).find()) {
                return true;
            }
        }
        return false;
    }

    private Optional<Room> scarcest() throws InterruptedException {
        List<Room> rooms = new ArrayList<>();
        for (Place place : places) {
            available(place.folder()).ifPresent(bytes -> rooms.add(new Room(place, bytes)));
        }
        return rooms.stream().min((a, b) -> Long.compare(a.bytes(), b.bytes()));
    }

    /** The bytes that are free; 0 if there is no inode for another file. */
    private OptionalLong available(Path folder) throws InterruptedException {
        try {
            List<String> lines = commands.lines(
                    Command.of("df", "--block-size=1", "--output=avail,itotal,iavail", "--", existing(folder)));
            String[] words = lines.get(lines.size() - 1).strip().split("\\s+", -1);
            boolean noInodes = !words[1].matches("0|-") && words[2].equals("0");
            return OptionalLong.of(noInodes ? 0 : Long.parseLong(words[0]));
        } catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
            // it only makes a message better
            return OptionalLong.empty();
        }
    }

    private static String existing(Path folder) {
        Path path = folder;
        while (!Files.exists(path) && path.getParent() != null) {
            path = path.getParent();
        }
        return path.toString();
    }

    private static String message(Exception failure) {
        Throwable cause = failure instanceof UncheckedIOException ? failure.getCause() : failure;
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }
}
