// SPDX-License-Identifier: Apache-2.0
package dev.dib.base;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;

/** The content of a file that is made of extents. */
final class ExtentStream extends InputStream {

    private static final int LARGEST_READ = 1 << 20;

    private final Blocks blocks;
    private final int blockSize;
    private final List<Extent> extents;
    private final long size;
    private long position;
    private int index;

    /** @param extents in order of the file, not overlapping */
    ExtentStream(Blocks blocks, int blockSize, List<Extent> extents, long size) {
        this.blocks = blocks;
        this.blockSize = blockSize;
        this.extents = extents;
        this.size = size;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (position >= size) {
            return -1;
        }
        while (index < extents.size() && end(extents.get(index)) <= position) {
            index++;
        }
        long wanted = Math.min(Math.min(length, LARGEST_READ), size - position);
        long start = index < extents.size() ? extents.get(index).logical() * blockSize : size;
        int count;
        if (start > position) {
            count = (int) Math.min(wanted, start - position);
            Arrays.fill(bytes, offset, offset + count, (byte) 0);
        } else {
            Extent extent = extents.get(index);
            count = (int) Math.min(wanted, end(extent) - position);
            blocks.read(extent.physical() * blockSize + position - start, count).get(bytes, offset, count);
        }
        position += count;
        return count;
    }

    private long end(Extent extent) {
        return (extent.logical() + extent.count()) * blockSize;
    }
}
