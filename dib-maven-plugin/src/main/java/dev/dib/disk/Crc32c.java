// SPDX-License-Identifier: Apache-2.0
package dev.dib.disk;

/** CRC-32C as ext4 has it: it starts from any value, and the result is not inverted (unlike {@link java.util.zip.CRC32C}). */
final class Crc32c {

    private static final int POLYNOMIAL = 0x82f63b78;

    private static final int[] TABLE = table();

    private Crc32c() {}

    static int of(int start, byte[] bytes, int offset, int length) {
        int crc = start;
        for (int i = offset; i < offset + length; i++) {
            crc = (crc >>> 8) ^ TABLE[(crc ^ bytes[i]) & 0xff];
        }
        return crc;
    }

    private static int[] table() {
        int[] table = new int[256];
        for (int i = 0; i < 256; i++) {
            int crc = i;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) != 0 ? (crc >>> 1) ^ POLYNOMIAL : crc >>> 1;
            }
            table[i] = crc;
        }
        return table;
    }
}
