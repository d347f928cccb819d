// SPDX-License-Identifier: Apache-2.0
package dev.dib.element;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/**
 * Packs the folder of an element into a zip: entries sorted by name, all with one time, modes 0755 or 0644 by the owner's
 * executable bit, symbolic links as links. The same folder gives the same bytes.
 */
public final class ElementPacker {

    private static final int FILE = 0100644;
    private static final int EXECUTABLE = 0100755;
    private static final int DIRECTORY = 040755;
    private static final int LINK = 0120777;

    /** The earliest time that a zip can hold is 1980. */
    private static final Instant EARLIEST = Instant.parse("1980-01-02T00:00:00Z");

    private final ElementMarker marker;
    private final FileTime time;

    public ElementPacker(ElementMarker marker, Instant timestamp) {
        this.marker = marker;
        this.time = FileTime.from(timestamp.isBefore(EARLIEST) ? EARLIEST : timestamp);
    }

    /** Packs a folder; the zip appears by rename. */
    public void pack(Path directory, Path zip) throws IOException {
        Files.createDirectories(zip.getParent());
        Path unfinished = zip.resolveSibling(zip.getFileName() + ".part");
        try (var out = new ZipArchiveOutputStream(unfinished)) {
            put(out, ElementMarker.PATH, FILE, marker.text().getBytes(StandardCharsets.UTF_8));
            for (Path path : content(directory)) {
                put(out, directory, path);
            }
        }
        Files.move(unfinished, zip, StandardCopyOption.ATOMIC_MOVE);
    }

    private static List<Path> content(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            return paths.filter(path -> !path.equals(directory)).sorted().toList();
        }
    }

    private void put(ZipArchiveOutputStream out, Path directory, Path path) throws IOException {
        String name = directory.relativize(path).toString();
        if (Files.isSymbolicLink(path)) {
            put(out, name, LINK, Files.readSymbolicLink(path).toString().getBytes(StandardCharsets.UTF_8));
        } else if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            put(out, name + "/", DIRECTORY, new byte[0]);
        } else {
            put(out, name, Files.isExecutable(path) ? EXECUTABLE : FILE, Files.readAllBytes(path));
        }
    }

    private void put(ZipArchiveOutputStream out, String name, int mode, byte[] content) throws IOException {
        var entry = new ZipArchiveEntry(name);
        entry.setUnixMode(mode);
        entry.setLastModifiedTime(time);
        entry.setSize(content.length);
        out.putArchiveEntry(entry);
        out.write(content);
        out.closeArchiveEntry();
    }
}
