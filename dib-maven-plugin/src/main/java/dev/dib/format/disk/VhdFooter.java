// SPDX-License-Identifier: Apache-2.0
package dev.dib.format.disk;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/**
 * What ends a Virtual Hard Disk, and begins a dynamic one: "Hard Disk Footer Format" of the specification.
 *
 * @param diskSize bytes
 * @param time when it was made
 */
record VhdFooter(long diskSize, UUID id, Instant time, boolean fixed) {

    private static final int LENGTH = 512;
    private static final int CHECKSUM_OFFSET = 64;
    private static final int TYPE_FIXED = 2;
    private static final int TYPE_DYNAMIC = 3;

    /** Times are counted from there. */
    private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");

    /** Readers believe the size of disks by this creator, where for others they compute it from the geometry. */
    private static final String CREATOR = "qem2";

    ByteBuffer bytes() {
        ByteBuffer footer = ByteBuffer.allocate(LENGTH);
        footer.put(ascii("conectix"));
        footer.putInt(2).putInt(0x00010000); // no features, version
        footer.putLong(fixed ? -1 : LENGTH);
        footer.putInt((int) Math.max(0, time.getEpochSecond() - EPOCH.getEpochSecond()));
        footer.put(ascii(CREATOR)).putInt(0x00050003).put(ascii("Wi2k"));
        footer.putLong(diskSize).putLong(diskSize);
        putGeometry(footer);
        footer.putInt(fixed ? TYPE_FIXED : TYPE_DYNAMIC);
        footer.putInt(0); // the checksum
        footer.put(DiskIdentity.bytes(id));
        putChecksum(footer, CHECKSUM_OFFSET);
        return footer.rewind();
    }

    /** The appendix "CHS Calculation" of the specification. */
    private void putGeometry(ByteBuffer footer) {
        long sectors = Math.min(diskSize / 512, 65535L * 16 * 255);
        int perTrack = 17;
        long tracks = sectors / perTrack;
        long heads = Math.max(4, (tracks + 1023) / 1024);
        if (sectors >= 65535L * 16 * 63) {
            perTrack = 255;
            heads = 16;
            tracks = sectors / perTrack;
        } else {
            if (tracks >= heads * 1024 || heads > 16) {
                perTrack = 31;
                heads = 16;
                tracks = sectors / perTrack;
            }
            if (tracks >= heads * 1024) {
                perTrack = 63;
                heads = 16;
                tracks = sectors / perTrack;
            }
        }
        footer.putShort((short) (tracks / heads)).put((byte) heads).put((byte) perTrack);
    }

    /** The one's complement of the sum of all bytes, the checksum itself taken as zero. */
    static void putChecksum(ByteBuffer buffer, int offset) {
        int sum = 0;
        for (int i = 0; i < buffer.capacity(); i++) {
            sum += Byte.toUnsignedInt(buffer.get(i));
        }
        buffer.putInt(offset, ~sum);
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
