// SPDX-License-Identifier: Apache-2.0
package dev.dib.disk;

import java.util.function.LongPredicate;

/** How large a file system has to be for its content. All sizes in bytes, results in whole MiB. */
final class FileSystemNeed {

    private static final long MIB = 1L << 20;

    private static final long MOST = 1L << 54;

    /** UEFI wants FAT32 on a system partition, and that has at least 65525 clusters. */
    static final long LEAST_FAT32 = 34 * MIB;

    /** Below it mkfs.xfs of xfsprogs 5.19 and newer refuses to work. */
    private static final long LEAST_XFS = 300 * MIB;

    /** Below it mkfs.btrfs refuses to work with metadata that is there twice. */
    private static final long LEAST_BTRFS = 128 * MIB;

    private FileSystemNeed() {}

    static long of(FileSystemPlan fs, TreeUsage usage) {
        if (fs.type().isExt()) {
            var geometry = ExtGeometry.of(fs);
            return least(bytes -> geometry.holds(bytes, usage));
        }
        if (fs.type().isFat()) {
            // two tables of four bytes for each cluster of at least 512 bytes
            return least(bytes -> bytes - bytes / 60 - MIB >= usage.bytes());
        }
        return switch (fs.type()) {
            case XFS -> Math.max(LEAST_XFS, least(bytes -> xfsHolds(bytes, usage)));
            case BTRFS -> Math.max(LEAST_BTRFS, least(bytes -> btrfsHolds(bytes, usage)));
            default -> MIB;
        };
    }

    /** A log of 64 MiB or 1/2048, inodes of 512 bytes, and what the kernel keeps back (mkfs.xfs(8)). */
    private static boolean xfsHolds(long bytes, TreeUsage usage) {
        return bytes - Math.max(64 * MIB, bytes / 2048) - bytes / 20 - 8 * MIB >= usage.bytes() + usage.inodes() * 600;
    }

    /** Metadata is there twice, an inode with its items is about 600 bytes, chunks are not shared (mkfs.btrfs(8), PROFILES). */
    private static boolean btrfsHolds(long bytes, TreeUsage usage) {
        return bytes - bytes / 10 - 64 * MIB >= usage.bytes() + 2 * 600 * usage.inodes();
    }

    /** The least number of MiB, in bytes, that a test which gets easier with size says yes to. */
    static long least(LongPredicate enough) {
        long high = 1;
        while (!enough.test(high * MIB)) {
            high *= 2;
            if (high * MIB > MOST) {
                return MOST;
            }
        }
        long low = high / 2;
        while (high - low > 1) {
            long middle = (low + high) / 2;
            if (enough.test(middle * MIB)) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return high * MIB;
    }
}
