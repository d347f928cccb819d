// SPDX-License-Identifier: Apache-2.0
package dev.dib.base;

import java.time.Instant;

/**
 * What a file system says of a file.
 *
 * @param number by which it knows the file; two names with one number are one file
 * @param mode type and permissions, as {@code st_mode} of {@code inode(7)}
 * @param size in bytes
 * @param links how many names it has
 */
record Inode(long number, int mode, long uid, long gid, long size, Instant modified, long links) {

    private static final int TYPE = 0170000;

    boolean isFolder() {
        return (mode & TYPE) == 0040000;
    }

    boolean isFile() {
        return (mode & TYPE) == 0100000;
    }

    boolean isLink() {
        return (mode & TYPE) == 0120000;
    }

    boolean isFifo() {
        return (mode & TYPE) == 0010000;
    }

    int permissions() {
        return mode & 07777;
    }
}
