// SPDX-License-Identifier: Apache-2.0
package dev.dib.base;

import dev.dib.problem.Problem;
import dev.dib.problem.ProblemException;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The superblock of ext2, ext3 and ext4, 1024 bytes from the start; offsets as in the kernel's documentation of ext4, "Super
 * Block".
 *
 * @param blockSize in bytes
 * @param firstBlock the block that has the superblock
 * @param descriptorSize of a block group, in bytes
 * @param firstMetaGroup the first group of descriptors that are with their groups ({@code meta_bg}); -1 if all are together
 */
record ExtSuperblock(
        long inodes,
        int blockSize,
        long firstBlock,
        long blocksPerGroup,
        long inodesPerGroup,
        int inodeSize,
        int descriptorSize,
        long firstMetaGroup,
        boolean sparseSuper,
        boolean needsReplay) {

    private static final int MAGIC = 0xEF53;
    private static final int RECOVER = 0x4;
    private static final int META_BG = 0x10;
    private static final int SIXTY_FOUR_BIT = 0x80;

    /**
     * Incompatible features that are read here: filetype, recover, meta_bg, extents, 64bit, mmp, flex_bg, ea_inode, csum_seed,
     * largedir, inline_data, casefold.
     */
    private static final int KNOWN = 0x2
            | RECOVER
            | META_BG
            | 0x40
            | SIXTY_FOUR_BIT
            | 0x100
            | 0x200
            | 0x400
            | 0x2000
            | 0x4000
            | 0x8000
            | 0x20000;

    static boolean isHere(Blocks blocks) throws IOException {
        return blocks.size() >= 2048 && (blocks.read(1024 + 56, 2).getShort() & 0xFFFF) == MAGIC;
    }

    static ExtSuperblock read(Blocks blocks) throws IOException {
        ByteBuffer b = blocks.read(1024, 1024);
        int incompatible = b.getInt(96);
        if ((incompatible & ~KNOWN) != 0) {
            throw new ProblemException(Problem.of(
                    "the ext4 file system",
                    "has features that cannot be read here: " + Integer.toHexString(incompatible & ~KNOWN)));
        }
        boolean old = b.getInt(76) == 0;
        boolean wide = (incompatible & SIXTY_FOUR_BIT) != 0;
        int logBlock = b.getInt(24);
        int descriptor = b.getShort(254) & 0xFFFF;
        var superblock = new ExtSuperblock(
                b.getInt(0) & 0xFFFFFFFFL,
                logBlock < 0 || logBlock > 6 ? 0 : 1024 << logBlock,
                b.getInt(20) & 0xFFFFFFFFL,
                b.getInt(32) & 0xFFFFFFFFL,
                b.getInt(40) & 0xFFFFFFFFL,
                old ? 128 : b.getShort(88) & 0xFFFF,
                wide ? descriptor : 32,
                (incompatible & META_BG) == 0 ? -1 : b.getInt(260) & 0xFFFFFFFFL,
                (b.getInt(100) & 1) != 0,
                (incompatible & RECOVER) != 0);
        if (superblock.blockSize == 0
                || superblock.blocksPerGroup == 0
                || superblock.inodesPerGroup == 0
                || superblock.inodeSize < 128
                || superblock.inodeSize > superblock.blockSize
                || superblock.descriptorSize < 32
                || superblock.descriptorSize > superblock.blockSize) {
            throw new DamagedImageException("the superblock of its ext4 file system makes no sense");
        }
        return superblock;
    }

    /** Where the descriptor of a block group is, in bytes. */
    long descriptorOffset(long group) {
        long perBlock = blockSize / descriptorSize;
        long table = group / perBlock;
        // the superblock is in block 1 if blocks have 1024 bytes, else in block 0, whatever the first block of data
        // (bigalloc)
        long block = 1024 / blockSize + 1 + table;
        if (firstMetaGroup >= 0 && table >= firstMetaGroup) {
            long first = table * perBlock;
            block = firstBlock + first * blocksPerGroup + (hasCopy(first) ? 1 : 0);
        }
        return block * blockSize + group % perBlock * descriptorSize;
    }

    /** Whether a group starts with a copy of the superblock. */
    private boolean hasCopy(long group) {
        return !sparseSuper || group <= 1 || isPower(group, 3) || isPower(group, 5) || isPower(group, 7);
    }

    private static boolean isPower(long number, int base) {
        long power = base;
        while (power < number) {
            power *= base;
        }
        return power == number;
    }
}
