// SPDX-License-Identifier: Apache-2.0
package dev.dib.disk;

/**
 * A place on a disk.
 *
 * @param offset bytes from its start
 * @param bytes how long it is
 */
public record Extent(long offset, long bytes) {

    public Extent {
        if (offset < 0 || bytes <= 0) {
            throw new IllegalArgumentException("no place on a disk: " + offset + "+" + bytes);
        }
    }

    public long end() {
        return offset + bytes;
    }
}
