// SPDX-License-Identifier: Apache-2.0
package dev.dib.disk;

import dev.dib.disk.config.FileSystemType;
import dev.dib.disk.config.RootDefaults;
import dev.dib.problem.Problem;
import dev.dib.problem.ProblemException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a person can say about the disk besides its block-device configuration.
 *
 * @param rootType the type of {@code mkfs_root} if its node has none ({@code FS_TYPE})
 * @param rootLabel the label of {@code mkfs_root} if its node has none ({@code ROOT_LABEL})
 * @param mkfsOptions further words for the tool that makes the root file system, separated by blanks
 * @param journalMiB size of the journal of an ext4 root file system, in MiB ({@code DIB_JOURNAL_SIZE})
 * @param maxOnlineResize the number of blocks to which an ext4 root file system can grow while it is mounted, as {@code
 *     mke2fs -E resize=} takes it; 0 for the default of mke2fs
 * @param blockSize bytes of a sector of the disk, over what the configuration says ({@code DIB_BLOCK_SIZE})
 */
public record DiskOptions(
        FileSystemType rootType,
        Optional<String> rootLabel,
        String mkfsOptions,
        int journalMiB,
        long maxOnlineResize,
        OptionalInt blockSize) {

    public static final int DEFAULT_JOURNAL_MIB = 64;

    public static final int LEAST_JOURNAL_MIB = 4;

    public static final int MOST_JOURNAL_MIB = 1024;

    public DiskOptions {
        if (journalMiB < LEAST_JOURNAL_MIB || journalMiB > MOST_JOURNAL_MIB) {
            throw new ProblemException(new Problem(
                    "journal size",
                    journalMiB + " MiB is out of range",
                    "give " + LEAST_JOURNAL_MIB + " to " + MOST_JOURNAL_MIB));
        }
        if (blockSize.isPresent() && blockSize.getAsInt() != 512 && blockSize.getAsInt() != 4096) {
            throw new ProblemException(
                    new Problem("block size", blockSize.getAsInt() + " bytes are not possible", "give 512 or 4096"));
        }
    }

    /** An ext4 root file system with a journal of {@value #DEFAULT_JOURNAL_MIB} MiB. */
    public static DiskOptions defaults() {
        return new DiskOptions(FileSystemType.EXT4, Optional.empty(), "", DEFAULT_JOURNAL_MIB, 0, OptionalInt.empty());
    }

    public DiskOptions withRootType(FileSystemType type) {
        return new DiskOptions(type, rootLabel, mkfsOptions, journalMiB, maxOnlineResize, blockSize);
    }

    public DiskOptions withRootLabel(String label) {
        return new DiskOptions(rootType, Optional.of(label), mkfsOptions, journalMiB, maxOnlineResize, blockSize);
    }

    public DiskOptions withMkfsOptions(String options) {
        return new DiskOptions(rootType, rootLabel, options, journalMiB, maxOnlineResize, blockSize);
    }

    public DiskOptions withJournalMiB(int size) {
        return new DiskOptions(rootType, rootLabel, mkfsOptions, size, maxOnlineResize, blockSize);
    }

    public DiskOptions withMaxOnlineResize(long blocks) {
        return new DiskOptions(rootType, rootLabel, mkfsOptions, journalMiB, blocks, blockSize);
    }

    public DiskOptions withBlockSize(int bytes) {
        return new DiskOptions(rootType, rootLabel, mkfsOptions, journalMiB, maxOnlineResize, OptionalInt.of(bytes));
    }

    /** As in diskimage-builder: an ext4 gets many inodes and a fixed journal, other types what the person said only. */
    RootDefaults rootDefaults() {
        List<String> given = Arrays.stream(mkfsOptions.strip().split("\\s+", -1))
                .filter(word -> !word.isEmpty())
                .toList();
        List<String> ext4 = new ArrayList<>();
        if (maxOnlineResize > 0) {
            ext4.addAll(List.of("-E", "resize=" + maxOnlineResize));
        }
        ext4.addAll(List.of("-i", "4096", "-J", "size=" + journalMiB));
        ext4.addAll(given);
        return new RootDefaults(rootType, rootLabel, ext4, given);
    }
}
