// SPDX-License-Identifier: Apache-2.0
package dev.dib.base;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Where the blocks of a file are in ext2, 3 and 4. */
final class ExtMapping {

    private static final int EXTENT_MAGIC = 0xF30A;
    private static final int DEEPEST = 5;
    private static final int UNWRITTEN = 32768;

    private final Blocks blocks;
    private final int blockSize;

    ExtMapping(Blocks blocks, int blockSize) {
        this.blocks = blocks;
        this.blockSize = blockSize;
    }

    /** By a tree of extents, whose root is in the inode. */
    List<Extent> ofTree(ByteBuffer root) throws IOException {
        List<Extent> found = new ArrayList<>();
        walk(root, DEEPEST, found);
        return found;
    }

    private void walk(ByteBuffer node, int depthLeft, List<Extent> found) throws IOException {
        int count = node.getShort(2) & 0xFFFF;
        int depth = node.getShort(6) & 0xFFFF;
        if ((node.getShort(0) & 0xFFFF) != EXTENT_MAGIC || 12 + 12 * count > node.limit() || depth > depthLeft) {
            throw new DamagedImageException("it has a damaged tree of extents");
        }
        for (int index = 0; index < count; index++) {
            int at = 12 + 12 * index;
            if (depth == 0) {
                long physical = (node.getInt(at + 8) & 0xFFFFFFFFL) | (node.getShort(at + 6) & 0xFFFFL) << 32;
                int length = node.getShort(at + 4) & 0xFFFF;
                if (length <= UNWRITTEN) { // what was never written reads as zeros
                    add(found, new Extent(node.getInt(at) & 0xFFFFFFFFL, physical, length));
                }
            } else {
                long child = (node.getInt(at + 4) & 0xFFFFFFFFL) | (node.getShort(at + 8) & 0xFFFFL) << 32;
                walk(blocks.read(child * blockSize, blockSize), depth - 1, found);
            }
        }
    }

    /** By pointers to blocks: twelve, then one each to a block, a tree of two levels and one of three of them. */
    List<Extent> ofPointers(ByteBuffer map, long count) throws IOException {
        List<Extent> found = new ArrayList<>();
        long next = 0;
        for (int index = 0; index < 15 && next < count; index++) {
            next = pointers(map.getInt(4 * index) & 0xFFFFFFFFL, Math.max(0, index - 11), next, count, found);
        }
        return found;
    }

    private long pointers(long block, int level, long start, long count, List<Extent> found) throws IOException {
        long span = 1;
        for (int i = 0; i < level; i++) {
            span *= blockSize / 4;
        }
        if (block == 0) {
            return start + span;
        }
        if (level == 0) {
            add(found, new Extent(start, block, 1));
            return start + 1;
        }
        ByteBuffer table = blocks.read(block * blockSize, blockSize);
        long next = start;
        for (int index = 0; index < blockSize / 4 && next < count; index++) {
            next = pointers(table.getInt(4 * index) & 0xFFFFFFFFL, level - 1, next, count, found);
        }
        return next;
    }

    private static void add(List<Extent> found, Extent extent) throws DamagedImageException {
        if (!found.isEmpty()) {
            Extent last = found.get(found.size() - 1);
            long end = last.logical() + last.count();
            if (extent.logical() < end) {
                throw new DamagedImageException("it has a file whose extents overlap");
            }
            if (extent.logical() == end && extent.physical() == last.physical() + last.count()) {
                found.set(found.size() - 1, new Extent(last.logical(), last.physical(), last.count() + extent.count()));
                return;
            }
        }
        found.add(extent);
    }
}
