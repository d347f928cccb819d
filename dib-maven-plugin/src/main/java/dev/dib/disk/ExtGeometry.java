// SPDX-License-Identifier: Apache-2.0
package dev.dib.disk;

import dev.dib.disk.config.FileSystemType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The numbers of an ext2, ext3 or ext4 file system: what mke2fs is told, and how much of it is left for content. Everything
 * that mke2fs would choose by size or by the configuration of the host is chosen here, so that every host makes the same.
 *
 * @param block bytes
 * @param inodeRatio bytes of the file system for each inode
 * @param inodeCount the number of inodes, if it is given instead
 * @param inodeSize bytes
 * @param journalMiB size of the journal; if absent it grows with the file system
 */
record ExtGeometry(
        FileSystemType type,
        long block,
        long inodeRatio,
        Optional<Long> inodeCount,
        long inodeSize,
        Optional<Long> journalMiB) {

    /** A file system below this is not worth the special cases that it has in mke2fs. */
    static final long LEAST_BYTES = 16L << 20;

    private static final long MIB = 1L << 20;

    private static final long DESCRIPTOR = 64;

    static ExtGeometry of(FileSystemPlan fs) {
        var words = MkfsWords.of(fs.options());
        return new ExtGeometry(
                fs.type(),
                words.number("b").orElse(4096L),
                words.number("i").orElse(16384L),
                words.number("N"),
                words.number("I").orElse(256L),
                words.journalMiB());
    }

    /** MiB of the journal in a file system of so many bytes: the steps of mke2fs. */
    long journal(long bytes) {
        if (type == FileSystemType.EXT2) {
            return 0;
        }
        long gib = bytes >> 30;
        return journalMiB.orElse(bytes < 128 * MIB ? 4L : gib < 1 ? 16L : gib < 2 ? 32L : gib < 16 ? 64L : 128L);
    }

    /** Bytes that are left for content in a file system of so many bytes; below 0 if there is not even room for itself. */
    long room(long bytes) {
        long blocks = bytes / block;
        long perGroup = block * 8;
        long groups = ceil(blocks, perGroup);
        long inodesPerGroup = ceil(ceil(inodes(bytes), groups), 16) * 16;
        long tables = groups * ceil(inodesPerGroup * inodeSize, block);
        long descriptors = ceil(groups * DESCRIPTOR, block);
        // mke2fs keeps space for the descriptors of a file system that grows to 1024 times its size
        long reserved = Math.min(block / 4, ceil(ceil(blocks * 1024, perGroup) * DESCRIPTOR, block));
        long copies = superblocks(groups) * (1 + descriptors + reserved);
        long fixed = tables + 2 * groups + copies + journal(bytes) * MIB / block;
        // extent blocks, the hash trees of large folders, lost+found
        long slack = blocks / 200 + MIB / 2 / block;
        return (blocks - fixed - slack) * block;
    }

    long inodes(long bytes) {
        return inodeCount.orElse(bytes / inodeRatio);
    }

    /** Whether a file system of so many bytes holds such content. */
    boolean holds(long bytes, TreeUsage usage) {
        // mke2fs refuses a journal that takes more than half of the free space
        if (room(bytes) < journal(bytes) * MIB) {
            return false;
        }
        // the first 10 inodes are reserved, lost+found takes one
        return bytes >= LEAST_BYTES && room(bytes) >= usage.bytes() && inodes(bytes) >= usage.inodes() + 11;
    }

    /** The words that tell mke2fs all of it. */
    List<String> words(long bytes) {
        List<String> words = new ArrayList<>(List.of("-b", Long.toString(block), "-I", Long.toString(inodeSize)));
        words.addAll(
                inodeCount.isPresent()
                        ? List.of("-N", Long.toString(inodeCount.get()))
                        : List.of("-i", Long.toString(inodeRatio)));
        return words;
    }

    /** Copies of the superblock: in groups 0 and 1 and in powers of 3, 5 and 7 (sparse_super). */
    private static long superblocks(long groups) {
        long count = Math.min(groups, 2);
        for (long base : new long[] {3, 5, 7}) {
            for (long power = base; power < groups; power *= base) {
                count++;
            }
        }
        return count;
    }

    private static long ceil(long dividend, long divisor) {
        return (dividend + divisor - 1) / divisor;
    }
}
