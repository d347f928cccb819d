// SPDX-License-Identifier: Apache-2.0
package dev.dib.base;

import java.util.Map;
import java.util.StringJoiner;

/**
 * An entry of an archive.
 *
 * @param path normalised: without {@code ./} at the start and a slash at the end; the top is empty
 * @param type as in the archive: '0' file, '1' another name, '2' symbolic link, '5' folder, '6' FIFO, ...
 * @param target of a link
 * @param inode what is said of the file; its number means nothing
 * @param attributes extended attributes
 */
record TarEntry(String path, char type, String target, Inode inode, Map<String, byte[]> attributes) {

    boolean isFolder() {
        return type == '5';
    }

    boolean isFile() {
        return type == '0';
    }

    boolean isOtherName() {
        return type == '1';
    }

    /** The folder that it is in; null for the top. */
    static String above(String path) {
        int slash = path.lastIndexOf('/');
        return path.isEmpty() ? null : slash < 0 ? "" : path.substring(0, slash);
    }

    static String nameOf(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /**
     * A path in the one form that is compared.
     *
     * @throws DamagedImageException if it leads out of the archive
     */
    static String normalised(String path) throws DamagedImageException {
        var parts = new StringJoiner("/");
        for (String part : path.split("/", -1)) {
            if (part.equals("..") || part.indexOf('\0') >= 0) {
                throw new DamagedImageException("it has an entry with the path " + path);
            }
            if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part);
            }
        }
        return parts.toString();
    }
}
