// SPDX-License-Identifier: Apache-2.0
package dev.dib.element;

import dev.dib.problem.Problem;
import dev.dib.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.codehaus.plexus.util.FileUtils;

/**
 * Unpacks the zip of an element. A zip may come from anybody: nothing is written outside the folder, whatever it says.
 * What cannot be a file of an element is refused as a whole.
 */
public final class ElementUnpacker {

    /** Bounds that no honest element comes near. */
    private static final int MAX_ENTRIES = 20_000;

    private static final long MAX_BYTES = 1L << 30;

    private static final Pattern SEGMENT = Pattern.compile("[^\\p{Cntrl}/\\\\:*?\"<>|]{1,255}");
    private static final Pattern RUN_FROM = Pattern.compile("([^/]+\\.d/[0-9A-Za-z_-]+|bin/[^/]+)");
    private static final int EXECUTE_BITS = 0111;

    private final Path zip;
    private final List<String> repaired = new ArrayList<>();
    private long bytes;

    public ElementUnpacker(Path zip) {
        this.zip = zip;
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
        try (ZipFile file = ZipFile.builder().setPath(zip).get()) {
            ElementMarker marker = marker(file);
            Path content = Files.createDirectory(unfinished.resolve("content"));
            unpack(file, content);
            Path directory = parent.resolve(marker.name());
            FileUtils.deleteDirectory(directory.toFile());
            Files.move(content, directory);
            return directory;
        } finally {
            FileUtils.deleteDirectory(unfinished.toFile());
        }
    }

    /** Scripts that had lost their executable bit and got it back. */
    public List<String> repaired() {
        return List.copyOf(repaired);
    }

    private ElementMarker marker(ZipFile file) throws IOException {
        ZipArchiveEntry entry = file.getEntry(ElementMarker.PATH);
        if (entry == null) {
            throw refused(
                    "is not the archive of an element: it lacks " + ElementMarker.PATH, "pack it with dib:element");
        }
        ElementMarker marker = ElementMarker.parse(new String(read(file, entry), StandardCharsets.UTF_8));
        if (marker.format() != ElementMarker.FORMAT) {
            throw refused("has the format " + marker.format() + ", this plugin reads format 1", "use a newer plugin");
        }
        if (!ElementDirectory.NAME.matcher(marker.name()).matches()) {
            throw refused("names its element '" + marker.name() + "', which is no name", "pack it again");
        }
        return marker;
    }

    private void unpack(ZipFile file, Path directory) throws IOException {
        Set<String> seen = new HashSet<>();
        List<ZipArchiveEntry> links = new ArrayList<>();
        List<ZipArchiveEntry> entries = Collections.list(file.getEntries());
        if (entries.size() > MAX_ENTRIES) {
            throw refused("has " + entries.size() + " entries, more than " + MAX_ENTRIES, "");
        }
        for (ZipArchiveEntry entry : entries) {
            String name = checked(entry);
            if (!seen.add(name.toLowerCase(Locale.ROOT))) {
                throw refused(
                        "has '" + name + "' twice (upper and lower case count as the same)", "rename one of them");
            }
            if (entry.isUnixSymlink()) {
                links.add(entry);
            } else if (entry.isDirectory()) {
                Files.createDirectories(directory.resolve(name));
            } else if (!name.startsWith("META-INF/")) {
                unpack(file, entry, directory.resolve(name), name);
            }
        }
        // links last: no file is written through one
        for (ZipArchiveEntry entry : links) {
            link(directory, checked(entry), new String(read(file, entry), StandardCharsets.UTF_8));
        }
    }

    private String checked(ZipArchiveEntry entry) {
        String name = entry.getName().endsWith("/")
                ? entry.getName().substring(0, entry.getName().length() - 1)
                : entry.getName();
        for (String segment : name.split("/", -1)) {
            if (!SEGMENT.matcher(segment).matches() || segment.equals(".") || segment.equals("..")) {
                throw refused(
                        "has an entry with the name '" + printable(name) + "', which is no safe path", "rename it");
            }
        }
        return name;
    }

    private void unpack(ZipFile file, ZipArchiveEntry entry, Path to, String name) throws IOException {
        byte[] content = read(file, entry);
        Files.createDirectories(to.getParent());
        Files.write(to, content);
        boolean executable = (entry.getUnixMode() & EXECUTE_BITS) != 0;
        boolean script = content.length > 2 && content[0] == '#' && content[1] == '!';
        if (!executable && script && RUN_FROM.matcher(name).matches() && !name.startsWith("environment.d/")) {
            repaired.add(name);
            executable = true;
        }
        Files.setPosixFilePermissions(to, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    }

    private void link(Path directory, String name, String target) throws IOException {
        Path link = directory.resolve(name);
        // a link below static/ is meant for the image, where absolute targets and others that lead away are usual; it
        // is
        // never followed here
        boolean forTheImage = name.startsWith("static/");
        Path resolved = link.getParent().resolve(target).normalize();
        if (target.isEmpty()
                || target.chars().anyMatch(c -> c < ' ')
                || !forTheImage && !resolved.startsWith(directory)) {
            throw refused(
                    "has a link '" + name + "' that leads out of the element, to '" + printable(target) + "'", "");
        }
        Path parent = Files.createDirectories(link.getParent());
        if (!parent.toRealPath().startsWith(directory.toRealPath())) {
            throw refused("has an entry '" + name + "' below a link", "");
        }
        Files.createSymbolicLink(link, Path.of(target));
    }

    private byte[] read(ZipFile file, ZipArchiveEntry entry) throws IOException {
        try (InputStream in = file.getInputStream(entry)) {
            // sizes in the zip are only what somebody wrote there
            byte[] content = in.readNBytes((int) Math.min(Integer.MAX_VALUE - 8, MAX_BYTES - bytes + 1));
            bytes += content.length;
            if (bytes > MAX_BYTES) {
                throw refused("unpacks to more than " + (MAX_BYTES >> 20) + " MiB", "");
            }
            return content;
        }
    }

    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }

    private ProblemException refused(String message, String remedy) {
        return new ProblemException(new Problem(zip.toString(), message, remedy));
    }
}
