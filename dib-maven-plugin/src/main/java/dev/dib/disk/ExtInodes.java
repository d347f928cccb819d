// SPDX-License-Identifier: Apache-2.0
package dev.dib.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Optional;

/**
 * Mends the inodes of a file system that {@code mke2fs -d} has made. It takes the times of last access and last change from
 * the files it copies, which nobody can set, and gives the root folder a mode of its own. On-disk format: {@code
 * Documentation/filesystems/ext4} of the kernel.
 */
final class ExtInodes {

    private static final int MAGIC = 0xef53;

    private static final int ROOT = 2;

    private static final int METADATA_CHECKSUMS = 0x400;

    private static final int GROUP_CHECKSUMS = 0x10;

    private static final int CHECKSUM_SEED = 0x2000;

    private static final int SIXTY_FOUR_BIT = 0x80;

    /** A flag of a block group: its inodes were never used, its bitmap may not be there. */
    private static final int UNUSED_GROUP = 0x1;

    private static final int MODE = 0x00;
    private static final int ACCESSED = 0x08;
    private static final int CHANGED = 0x0c;
    private static final int GENERATION = 0x64;
    private static final int CHECKSUM_LOW = 0x7c;
    private static final int EXTRA_SIZE = 0x80;
    private static final int CHECKSUM_HIGH = 0x82;
    private static final int CHANGED_EXTRA = 0x84;
    private static final int ACCESSED_EXTRA = 0x8c;

    /** The size of an inode without extra fields. */
    private static final int OLD_INODE = 128;

    private final DiskFile disk;
    private final long offset;
    private final long block;
    private final int inodesPerGroup;
    private final int inodeSize;
    private final int firstInode;
    private final long groups;
    private final long descriptors;
    private final int descriptorSize;
    private final boolean wide;
    private final boolean checksums;
    private final boolean groupFlags;
    private final int seed;

    ExtInodes(DiskFile disk, long offset) throws IOException {
        ByteBuffer superblock = disk.read(offset + 1024, 1024);
        if ((superblock.getShort(0x38) & 0xffff) != MAGIC) {
            throw new IOException("no ext file system at byte " + offset);
        }
        this.disk = disk;
        this.offset = offset;
        this.block = 1024L << superblock.getInt(0x18);
        this.inodesPerGroup = superblock.getInt(0x28);
        this.inodeSize = superblock.getShort(0x58) & 0xffff;
        this.firstInode = superblock.getInt(0x54);
        this.groups = Integer.toUnsignedLong(superblock.getInt(0)) / inodesPerGroup;
        this.descriptors = (superblock.getInt(0x14) + 1) * block;
        int incompatible = superblock.getInt(0x60);
        int readOnlyCompatible = superblock.getInt(0x64);
        this.wide = (incompatible & SIXTY_FOUR_BIT) != 0;
        this.descriptorSize = wide ? superblock.getShort(0xfe) & 0xffff : 32;
        this.checksums = (readOnlyCompatible & METADATA_CHECKSUMS) != 0;
        this.groupFlags = checksums || (readOnlyCompatible & GROUP_CHECKSUMS) != 0;
        this.seed = (incompatible & CHECKSUM_SEED) != 0
                ? superblock.getInt(0x270)
                : Crc32c.of(~0, disk.readBytes(offset + 1024 + 0x68, 16), 0, 16);
    }

    /**
     * Writes what has to be mended.
     *
     * @param rootMode permissions of the root folder
     * @param time of last access and last change of all files; if absent they are left
     */
    void mend(int rootMode, Optional<Instant> time) throws IOException {
        for (long group = 0; group < (time.isPresent() ? groups : 1); group++) {
            ByteBuffer descriptor = disk.read(offset + descriptors + group * descriptorSize, descriptorSize);
            if (groupFlags && (descriptor.getShort(0x12) & UNUSED_GROUP) != 0) {
                continue;
            }
            byte[] used = disk.readBytes(offset + block(descriptor, 0x04, 0x24) * block, (inodesPerGroup + 7) / 8);
            long table = offset + block(descriptor, 0x08, 0x28) * block;
            int last = inodesPerGroup - 1;
            while (last >= 0 && !isSet(used, last)) {
                last--;
            }
            if (last < 0) {
                continue;
            }
            ByteBuffer inodes = disk.read(table, (last + 1) * inodeSize);
            for (int i = 0; i <= last; i++) {
                int number = (int) (group * inodesPerGroup) + i + 1;
                if (isSet(used, i) && (number == ROOT || number >= firstInode)) {
                    ByteBuffer inode = inodes.slice(i * inodeSize, inodeSize).order(ByteOrder.LITTLE_ENDIAN);
                    time.ifPresent(at -> setTimes(inode, at.getEpochSecond()));
                    if (number == ROOT) {
                        inode.putShort(MODE, (short) ((inode.getShort(MODE) & 0xf000) | rootMode));
                    }
                    sign(number, inode);
                }
            }
            disk.write(table, inodes);
        }
    }

    private static boolean isSet(byte[] bitmap, int bit) {
        return ((bitmap[bit >> 3] >> (bit & 7)) & 1) != 0;
    }

    private long block(ByteBuffer descriptor, int low, int high) {
        long number = Integer.toUnsignedLong(descriptor.getInt(low));
        return wide ? number | ((long) descriptor.getInt(high) << 32) : number;
    }

    private void setTimes(ByteBuffer inode, long seconds) {
        inode.putInt(ACCESSED, (int) seconds).putInt(CHANGED, (int) seconds);
        if (hasExtra(inode, ACCESSED_EXTRA + 4)) {
            int epoch = (int) ((seconds - (int) seconds) >> 32) & 3;
            inode.putInt(ACCESSED_EXTRA, epoch).putInt(CHANGED_EXTRA, epoch);
        }
    }

    private void sign(int number, ByteBuffer inode) {
        if (!checksums) {
            return;
        }
        boolean high = hasExtra(inode, CHECKSUM_HIGH + 2);
        inode.putShort(CHECKSUM_LOW, (short) 0);
        if (high) {
            inode.putShort(CHECKSUM_HIGH, (short) 0);
        }
        byte[] head = ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(number)
                .putInt(inode.getInt(GENERATION))
                .array();
        int crc =
                Crc32c.of(Crc32c.of(seed, head, 0, head.length), inode.array(), inode.arrayOffset(), inode.capacity());
        inode.putShort(CHECKSUM_LOW, (short) crc);
        if (high) {
            inode.putShort(CHECKSUM_HIGH, (short) (crc >>> 16));
        }
    }

    private boolean hasExtra(ByteBuffer inode, int end) {
        return inodeSize > OLD_INODE && OLD_INODE + inode.getShort(EXTRA_SIZE) >= end;
    }
}
