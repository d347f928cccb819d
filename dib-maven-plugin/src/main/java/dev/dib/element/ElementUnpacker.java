// SPDX-License-Identifier: Apache-2.0
package dev.dib.element;

import dev.dib.problem.Problem;
import dev.dib.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.codehaus.plexus.util.FileUtils;

/**
 * Unpacks the zip of an element. A zip may come from anybody: nothing is written outside the folder, whatever it says.
 * What cannot be a file of an element is refused as a whole.
 */
public final class ElementUnpacker {

    /**
     * Bounds that no honest element comes near.
     *
     * @param entries how many
     * @param bytes of all files together, unpacked
     */
    record Bounds(int entries, long bytes) {}

    private static final Bounds BOUNDS = new Bounds(20_000, 1L << 30);

    /** The longest path that Linux takes (PATH_MAX), and so the longest target of a link. */
    private static final int MAX_LINK = 4096;

    private static final int MAX_MARKER = 1 << 20;

    /**
     * What is run by its name: a hook (dib-run-parts passes over a name with a dot) or a command. Environment files are not
     * run, they are sourced.
     */
    private static final Pattern RUN =
            Pattern.compile("(?!environment\\.d/)[^/]+\\.d/([^/]+-install/)?[0-9A-Za-z_-]+|bin/[^/]+");

    private static final int EXECUTE_BITS = 0111;

    private final Path zip;
    private final Bounds bounds;
    private final List<String> repaired = new ArrayList<>();
    private long bytes;

    public ElementUnpacker(Path zip) {
        this(zip, BOUNDS);
    }

    ElementUnpacker(Path zip, Bounds bounds) {
        this.zip = zip;
        this.bounds = bounds;
    }

    /**
     * Unpacks into a folder that bears the element's name, below another; it appears by rename and replaces what is there.
     *
     * @return the folder of the element
     * @throws ProblemException if the zip is not that of an element, or not a safe one
     */
    public Path unpackBelow(Path parent) throws IOException {
        Files.createDirectories(parent);
        Path unfinished = Files.createTempDirectory(parent, ".unpack");
        try {
            return open(file -> {
                ElementMarker marker = marker(file);
                Path content = Files.createDirectory(unfinished.resolve("content"));
                unpack(file, content);
                Path directory = parent.resolve(marker.name());
                FileUtils.deleteDirectory(directory.toFile());
                return Files.move(content, directory);
            });
        } finally {
            FileUtils.deleteDirectory(unfinished.toFile());
        }
    }

    private interface Reading<T> {
        T of(ZipFile file) throws IOException;
    }

    private <T> T open(Reading<T> reading) throws IOException {
        try (ZipFile file = ZipFile.builder().setPath(zip).get()) {
            return reading.of(file);
        } catch (ZipException | InvalidPathException e) {
            throw new ProblemException(
                    new Problem(
                            zip.toString(),
                            "is no zip that can be read: " + e.getMessage(),
                            "pack or download it again"),
                    e);
        }
    }

    /**
     * Reads what the zip says about its element, without unpacking it.
     *
     * @throws ProblemException if it is not that of an element
     */
    public ElementMarker marker() throws IOException {
        return open(this::marker);
    }

    /** Scripts that had lost their executable bit and got it back: all of them, in a zip without any modes. */
    public List<String> repaired() {
        return List.copyOf(repaired);
    }

    private ElementMarker marker(ZipFile file) throws IOException {
        ZipArchiveEntry entry = file.getEntry(ElementMarker.PATH);
        if (entry == null) {
            throw refused(
                    "is not the archive of an element: it lacks " + ElementMarker.PATH, "pack it with dib:element");
        }
        ElementMarker marker = ElementMarker.parse(text(file, entry, MAX_MARKER));
        if (marker.format() != ElementMarker.FORMAT) {
            throw refused("has the format " + marker.format() + ", this plugin reads format 1", "use a newer plugin");
        }
        if (!ElementDirectory.NAME.matcher(marker.name()).matches()) {
            throw refused(
                    "names its element '" + ArchiveNames.printable(marker.name()) + "', which is no name",
                    "pack it again");
        }
        return marker;
    }

    private void unpack(ZipFile file, Path directory) throws IOException {
        List<ZipArchiveEntry> entries = Collections.list(file.getEntries());
        if (entries.size() > bounds.entries()) {
            throw refused("has " + entries.size() + " entries, more than " + bounds.entries(), "");
        }
        // all names are known to be good before the first is written
        ArchiveNames names = names(entries);
        boolean keepsModes = entries.stream().anyMatch(entry -> entry.getUnixMode() != 0);
        List<ZipArchiveEntry> links = new ArrayList<>();
        for (ZipArchiveEntry entry : entries) {
            String name = name(entry);
            if (name.startsWith(ElementMarker.FOLDER)) {
                continue;
            }
            if (entry.isUnixSymlink()) {
                links.add(entry);
            } else if (entry.isDirectory()) {
                Files.createDirectories(directory.resolve(name));
            } else {
                boolean script = unpack(file, entry, directory.resolve(name));
                boolean lost = !keepsModes && script && RUN.matcher(name).matches();
                if (lost) {
                    repaired.add(name);
                }
                setMode(directory.resolve(name), lost || (entry.getUnixMode() & EXECUTE_BITS) != 0);
            }
        }
        // links last: no file is written through one
        for (ZipArchiveEntry entry : links) {
            link(names, directory, name(entry), text(file, entry, MAX_LINK));
        }
    }

    private ArchiveNames names(List<ZipArchiveEntry> entries) {
        var names = new ArchiveNames();
        for (ZipArchiveEntry entry : entries) {
            ArchiveNames.Kind kind = entry.isUnixSymlink()
                    ? ArchiveNames.Kind.LINK
                    : entry.isDirectory() ? ArchiveNames.Kind.DIRECTORY : ArchiveNames.Kind.FILE;
            names.add(name(entry), kind).ifPresent(wrong -> {
                throw refused(wrong, "rename it and pack it again");
            });
        }
        return names;
    }

    private static String name(ZipArchiveEntry entry) {
        String name = entry.getName();
        return name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
    }

    /** Whether it begins as a script does. */
    private boolean unpack(ZipFile file, ZipArchiveEntry entry, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        var start = new byte[2];
        try (InputStream in = file.getInputStream(entry);
                OutputStream out = Files.newOutputStream(to, StandardOpenOption.CREATE_NEW)) {
            int read = in.readNBytes(start, 0, 2);
            out.write(start, 0, read);
            count(read);
            var buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                count(n);
                out.write(buffer, 0, n);
            }
        }
        return start[0] == '#' && start[1] == '!';
    }

    private static void setMode(Path file, boolean executable) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    }

    private void link(ArchiveNames names, Path directory, String name, String target) throws IOException {
        if (!names.staysInside(name, target)) {
            throw refused(
                    "has a link '" + name + "' that leads out of the element, to '" + ArchiveNames.printable(target)
                            + "'",
                    "");
        }
        Path link = directory.resolve(name);
        Files.createDirectories(link.getParent());
        Files.createSymbolicLink(link, Path.of(target));
    }

    private String text(ZipFile file, ZipArchiveEntry entry, int limit) throws IOException {
        try (InputStream in = file.getInputStream(entry)) {
            byte[] content = in.readNBytes(limit + 1);
            if (content.length > limit) {
                throw refused("has '" + name(entry) + "' with more than " + limit + " bytes", "");
            }
            count(content.length);
            return new String(content, StandardCharsets.UTF_8);
        }
    }

    /** Sizes in the zip are only what somebody wrote there. */
    private void count(int more) {
        bytes += more;
        if (bytes > bounds.bytes()) {
            throw refused("unpacks to more than " + (bounds.bytes() >> 20) + " MiB", "");
        }
    }

    private ProblemException refused(String message, String remedy) {
        return new ProblemException(new Problem(zip.toString(), message, remedy));
    }
}
