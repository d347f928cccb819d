// SPDX-License-Identifier: Apache-2.0
package dev.dib.disk;

import dev.dib.sandbox.Command;
import dev.dib.sandbox.Commands;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a part of the tree takes in a file system with blocks of 4 KiB, without the overhead of that file system.
 *
 * <p>Sizes are rounded up to whole blocks and do not come from the blocks that are allocated on this host, so that the same
 * tree gives the same disk wherever it is built. The exception are large files that are mostly holes ({@code
 * /var/log/lastlog}): they count with what is allocated.
 *
 * @param bytes of files, folders and long symbolic links; a file with several links counts once
 * @param inodes of all kinds
 */
public record TreeUsage(long bytes, long inodes) {

    public static final TreeUsage NONE = new TreeUsage(0, 0);

    private static final long BLOCK = 4096;

    /** Space for the name of a file in its folder: more than the mean of real systems. */
    private static final long ENTRY = 64;

    /** A symbolic link up to this length is kept in its inode. */
    private static final long FAST_LINK = 59;

    private static final long SPARSE_FROM = 1 << 20;

    /**
     * Measures a tree.
     *
     * @param mountPoints where file systems begin; each counts what no other one holds
     * @return by mount point
     */
    public static Map<String, TreeUsage> measure(Commands commands, Path tree, List<String> mountPoints)
            throws IOException, InterruptedException {
        Map<String, TreeUsage> usage = new LinkedHashMap<>();
        for (String mountPoint : mountPoints) {
            List<String> line = new ArrayList<>(
                    List.of("find", MountPoints.in(tree, mountPoint).toString(), "-xdev"));
            for (String below : MountPoints.below(mountPoint, mountPoints)) {
                String pattern = MountPoints.in(tree, below).toString().replaceAll("([\\\\\\[*?])", "\\\\$1");
                line.addAll(List.of("-path", pattern, "-prune", "-printf", "d 0 1 0 0\\n", "-o"));
            }
            line.addAll(List.of("-printf", "%y %i %n %s %b\\n"));
            var sum = new Sum();
            commands.check(Command.of(line), sum::add);
            usage.put(mountPoint, new TreeUsage(sum.bytes, sum.inodes));
        }
        return usage;
    }

    /** Adds up the lines of find. */
    private static final class Sum {

        private final Set<String> linked = new HashSet<>();
        private long bytes;
        private long inodes;

        /** @param line type, inode, links, bytes, allocated blocks of 512 bytes */
        void add(String line) {
            String[] words = line.split(" ", -1);
            if (words.length != 5) {
                throw new IllegalStateException("find printed '" + line + "'");
            }
            bytes += ENTRY;
            boolean directory = words[0].equals("d");
            if (!directory && !words[2].equals("1") && !linked.add(words[1])) {
                return;
            }
            inodes++;
            long size = Long.parseLong(words[3]);
            switch (words[0]) {
                case "d" -> bytes += BLOCK;
                case "f" -> bytes += roundUp(file(size, Long.parseLong(words[4]) * 512));
                case "l" -> bytes += size > FAST_LINK ? BLOCK : 0;
                default -> {}
            }
        }

        private static long file(long size, long allocated) {
            return size >= SPARSE_FROM && allocated < size / 2 ? allocated : size;
        }

        private static long roundUp(long size) {
            return (size + BLOCK - 1) / BLOCK * BLOCK;
        }
    }
}
