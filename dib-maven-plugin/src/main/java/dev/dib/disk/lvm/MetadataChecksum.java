// SPDX-License-Identifier: Apache-2.0
package dev.dib.disk.lvm;

/** The checksum of LVM2: CRC-32, but from a value of its own, and not inverted at the end ({@code lib/misc/crc.c}). */
final class MetadataChecksum {

    private static final int START = 0xf597a6cf;

    private static final int POLYNOMIAL = 0xedb88320;

    private MetadataChecksum() {}

    /** That of the bytes between two places. */
    static int of(byte[] bytes, int from, int to) {
        int crc = START;
        for (int i = from; i < to; i++) {
            crc ^= bytes[i] & 0xff;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc >>> 1) ^ (POLYNOMIAL & -(crc & 1));
            }
        }
        return crc;
    }
}
