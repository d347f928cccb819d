// SPDX-License-Identifier: Apache-2.0
package dev.dib.format.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** The blocks of a disk. If the disk ends within the last one, the rest of that is zero. */
final class DiskBlocks {

    /** Reads are at most that long, so that blocks of any size fit into memory. */
    private static final int CHUNK = 1 << 20;

    private final FileChannel disk;
    private final long size;
    private final int blockSize;
    private final ByteBuffer buffer;

    /**
     * Opens the view.
     *
     * @param blockSize bytes; a multiple of 4 KiB
     */
    DiskBlocks(FileChannel disk, int blockSize) throws IOException {
        this.disk = disk;
        this.size = disk.size();
        this.blockSize = blockSize;
        this.buffer = ByteBuffer.allocateDirect(Math.min(CHUNK, blockSize));
    }

    long count() {
        return (size + blockSize - 1) / blockSize;
    }

    /** Whether a block has nothing but zeros. */
    boolean isZero(long block) throws IOException {
        for (long at = block * blockSize; at < end(block); at += buffer.capacity()) {
            if (!Zeros.only(read(at, end(block)))) {
                return false;
            }
        }
        return true;
    }

    /** Copies a block to a place in another file, which is then at least as long as if the block were whole. */
    void copy(long block, FileChannel out, long position) throws IOException {
        long start = block * blockSize;
        for (long at = start; at < end(block); at += buffer.capacity()) {
            ByteBuffer piece = read(at, end(block));
            if (!Zeros.only(piece)) {
                Channels.writeSparse(out, piece, position + at - start);
            }
        }
        Channels.extend(out, position + blockSize);
    }

    private long end(long block) {
        return Math.min((block + 1) * blockSize, size);
    }

    private ByteBuffer read(long from, long end) throws IOException {
        buffer.clear().limit((int) Math.min(buffer.capacity(), end - from));
        Channels.readFully(disk, buffer, from);
        return buffer;
    }
}
