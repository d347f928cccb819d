// SPDX-License-Identifier: Apache-2.0
package dev.dib.disk;

import java.util.function.LongPredicate;

/** How large a file system has to be for its content. All sizes in bytes, results in whole MiB. */
final class FileSystemNeed {

    private static final long MIB = 1L << 20;

    private static final long MOST = 1L << 54;

    /** UEFI wants FAT32 on a system partition, and that has at least 65525 clusters. */
    static final long LEAST_FAT32 = 34 * MIB;

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
        return MIB;
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
