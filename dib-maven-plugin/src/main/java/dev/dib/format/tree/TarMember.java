// SPDX-License-Identifier: Apache-2.0
package dev.dib.format.tree;

import java.util.Map;

/**
 * A member of a pax archive. Names are bytes, as in the kernel: each character of a string here is one byte (ISO 8859-1).
 *
 * @param name without {@code ./} and without a slash at its end; empty for the root directory
 * @param type the type flag: {@code '0'} a file, {@code '1'} a hard link, {@code '2'} a symbolic link, {@code '5'} a directory
 * @param link what a link leads to; of a hard link in the form of names
 * @param mode the permissions, with setuid, setgid and sticky
 * @param time seconds since 1970
 * @param size bytes of content
 * @param offset where the content begins in the archive
 * @param extended the pax records, by keyword, without those of the fields above
 */
record TarMember(
        String name,
        char type,
        String link,
        int mode,
        long uid,
        long gid,
        long time,
        long size,
        int deviceMajor,
        int deviceMinor,
        long offset,
        Map<String, String> extended) {

    TarMember {
        extended = Map.copyOf(extended);
    }

    boolean isFile() {
        return type == '0';
    }

    boolean isHardLink() {
        return type == '1';
    }

    boolean isSymbolicLink() {
        return type == '2';
    }

    boolean isDirectory() {
        return type == '5';
    }
}
