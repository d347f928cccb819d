// SPDX-License-Identifier: Apache-2.0
package dev.dib.element;

import dev.dib.problem.ProblemException;
import dev.dib.problem.Problems;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/**
 * Packs the folder of an element into a zip: entries sorted by name, all with one time, modes 0755 or 0644 by the owner's
 * executable bit, symbolic links as links. The same folder gives the same bytes, whatever the time zone. A top folder {@code
 * META-INF} is left out: that name belongs to the archive.
 */
public final class ElementPacker {

    private static final int FILE = 0100644;
    private static final int EXECUTABLE = 0100755;
    private static final int DIRECTORY = 040755;
    private static final int LINK = 0120777;

    /** The earliest time that a zip can hold is 1980. */
    private static final Instant EARLIEST = Instant.parse("1980-01-02T00:00:00Z");

    private final ElementMarker marker;
    private final long time;

    public ElementPacker(ElementMarker marker, Instant timestamp) {
        this.marker = marker;
        Instant possible = timestamp.isBefore(EARLIEST) ? EARLIEST : timestamp;
        // a zip holds the time of a wall clock: make it that of UTC wherever this runs
        this.time = existing(LocalDateTime.ofInstant(possible, ZoneOffset.UTC))
                .atZone(ZoneId.systemDefault())
                .toInstant()
                .toEpochMilli();
    }

    /** The wall clock, or the next one that exists in all zones: where summer time begins, an hour of the day does not. */
    private static LocalDateTime existing(LocalDateTime time) {
        return ZoneId.getAvailableZoneIds().stream()
                .map(zone -> ZoneId.of(zone).getRules().getTransition(time))
                .filter(transition -> transition != null && transition.isGap())
                .map(ZoneOffsetTransition::getDateTimeAfter)
                .max(Comparator.naturalOrder())
                .map(ElementPacker::existing)
                .orElse(time);
    }

    /**
     * Packs a folder; the zip appears by rename.
     *
     * @throws ProblemException if a name or a link in it is one that {@link ElementUnpacker} refuses
     */
    public void pack(Path directory, Path zip) throws IOException {
        Files.createDirectories(zip.getParent());
        Path unfinished = zip.resolveSibling(zip.getFileName() + ".part");
        List<Path> content = content(directory);
        check(directory, content);
        try {
            try (var out = new ZipArchiveOutputStream(unfinished)) {
                put(out, ElementMarker.PATH, FILE, marker.text().getBytes(StandardCharsets.UTF_8));
                for (Path path : content) {
                    put(out, directory, path);
                }
            }
            Files.move(unfinished, zip, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private static List<Path> content(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            return paths.filter(path -> !path.equals(directory))
                    .filter(path -> !directory.relativize(path).startsWith("META-INF"))
                    .sorted()
                    .toList();
        }
    }

    private static void check(Path directory, List<Path> content) throws IOException {
        var problems = new Problems();
        var names = new ArchiveNames();
        for (Path path : content) {
            names.add(directory.relativize(path).toString(), kind(path))
                    .ifPresent(wrong -> problems.add(directory.toString(), wrong, "rename it"));
        }
        for (Path path : content) {
            if (Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .isOther()) {
                problems.add(
                        path.toString(),
                        "is a device, a pipe or a socket",
                        "remove it: an element has files, folders and links");
            }
            if (Files.isSymbolicLink(path)
                    && !names.staysInside(
                            directory.relativize(path).toString(),
                            Files.readSymbolicLink(path).toString())) {
                problems.add(
                        path.toString(),
                        "is a link that leads out of the element",
                        "copy what it leads to into the element");
            }
        }
        problems.throwIfAny();
    }

    private static ArchiveNames.Kind kind(Path path) {
        if (Files.isSymbolicLink(path)) {
            return ArchiveNames.Kind.LINK;
        }
        return Files.isDirectory(path) ? ArchiveNames.Kind.DIRECTORY : ArchiveNames.Kind.FILE;
    }

    private void put(ZipArchiveOutputStream out, Path directory, Path path) throws IOException {
        String name = directory.relativize(path).toString();
        if (Files.isSymbolicLink(path)) {
            put(out, name, LINK, Files.readSymbolicLink(path).toString().getBytes(StandardCharsets.UTF_8));
        } else if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            put(out, name + "/", DIRECTORY, new byte[0]);
        } else {
            put(out, name, isExecutable(path) ? EXECUTABLE : FILE, Files.readAllBytes(path));
        }
    }

    private static boolean isExecutable(Path path) throws IOException {
        return Files.getPosixFilePermissions(path).contains(PosixFilePermission.OWNER_EXECUTE);
    }

    private void put(ZipArchiveOutputStream out, String name, int mode, byte[] content) throws IOException {
        var entry = new ZipArchiveEntry(name);
        entry.setUnixMode(mode);
        entry.setTime(time);
        entry.setSize(content.length);
        out.putArchiveEntry(entry);
        out.write(content);
        out.closeArchiveEntry();
    }
}
