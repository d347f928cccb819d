// SPDX-License-Identifier: Apache-2.0
package dev.dib.tar;

import java.time.Instant;
import java.util.Map;
import java.util.StringJoiner;

/**
 * An entry of an archive. Each character of a string here is one byte.
 *
 * @param path normalised: without {@code ./} at the start and a slash at the end; the top is empty
 * @param type the type flag: {@code '0'} a file, {@code '1'} another name of one, {@code '2'} a symbolic link, {@code '3'} and
 *     {@code '4'} devices, {@code '5'} a folder, {@code '6'} a FIFO
 * @param target of a link; of another name, the path of the first one, normalised
 * @param permissions with setuid, setgid and sticky
 * @param size bytes of content
 * @param records of the extended header, without those of the components above
 */
public record TarEntry(
        String path,
        char type,
        String target,
        int permissions,
        long uid,
        long gid,
        Instant modified,
        long size,
        int deviceMajor,
        int deviceMinor,
        Map<String, String> records) {

    /** What begins the keyword of an extended attribute: star and GNU tar have it so. */
    public static final String ATTRIBUTE = "SCHILY.xattr.";

    public TarEntry {
        records = Map.copyOf(records);
    }

    /** A file of root that all may read. */
    public static TarEntry file(String path, long size, Instant modified) {
        return new TarEntry(path, '0', "", 0644, 0, 0, modified, size, 0, 0, Map.of());
    }

    public boolean isFile() {
        return type == '0';
    }

    public boolean isOtherName() {
        return type == '1';
    }

    public boolean isSymbolicLink() {
        return type == '2';
    }

    public boolean isFolder() {
        return type == '5';
    }

    /** The same at another place. */
    public TarEntry at(String newPath, String newTarget) {
        return new TarEntry(
                newPath, type, newTarget, permissions, uid, gid, modified, size, deviceMajor, deviceMinor, records);
    }

    /** The same with other records. */
    public TarEntry with(Map<String, String> newRecords) {
        return new TarEntry(
                path, type, target, permissions, uid, gid, modified, size, deviceMajor, deviceMinor, newRecords);
    }

    /** The folder that it is in; null for the top. */
    public static String above(String path) {
        int slash = path.lastIndexOf('/');
        return path.isEmpty() ? null : slash < 0 ? "" : path.substring(0, slash);
    }

    public static String nameOf(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /**
     * A path in the one form that is compared.
     *
     * @throws DamagedArchiveException if it leads out of the archive
     */
    public static String normalised(String path) throws DamagedArchiveException {
        var parts = new StringJoiner("/");
        for (String part : path.split("/", -1)) {
            if (part.equals("..") || part.indexOf('\0') >= 0) {
                throw new DamagedArchiveException("it has an entry with the path " + path);
            }
            if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part);
            }
        }
        return parts.toString();
    }
}
