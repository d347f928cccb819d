// SPDX-License-Identifier: Apache-2.0
package dev.dib.disk;

import java.nio.ByteBuffer;

/**
 * An entry of a master or extended boot record, 16 bytes: flag, first sector as cylinder-head-sector, type, last sector as
 * cylinder-head-sector, first sector, number of sectors.
 *
 * @param start what stands in the entry, in sectors; from the start of the disk, or of another boot record
 * @param first the first sector, from the start of the disk
 */
record BootRecordEntry(boolean active, int type, long start, long first, long sectors) {

    /** Where the four entries of a boot record begin. */
    static final int TABLE = 446;

    static final int SIGNATURE = 510;

    /** The geometry that every BIOS takes for a large disk. */
    private static final long HEADS = 255;

    private static final long SECTORS = 63;

    private static final long CYLINDERS = 1024;

    void put(ByteBuffer record, int slot) {
        record.position(TABLE + 16 * slot);
        record.put((byte) (active ? 0x80 : 0));
        record.put(chs(first));
        record.put((byte) type);
        record.put(chs(first + sectors - 1));
        record.putInt((int) start);
        record.putInt((int) sectors);
    }

    /** Head, sector with the two high bits of the cylinder, cylinder; the highest place for what is beyond it. */
    static byte[] chs(long sector) {
        long cylinder = sector / (HEADS * SECTORS);
        if (cylinder >= CYLINDERS) {
            return new byte[] {(byte) 0xfe, (byte) 0xff, (byte) 0xff};
        }
        long head = sector / SECTORS % HEADS;
        long number = sector % SECTORS + 1;
        return new byte[] {(byte) head, (byte) (number | ((cylinder >> 2) & 0xc0)), (byte) cylinder};
    }
}
