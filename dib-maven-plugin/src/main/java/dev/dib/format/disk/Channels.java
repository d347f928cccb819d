// SPDX-License-Identifier: Apache-2.0
package dev.dib.format.disk;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Reads and writes whole buffers, which a single call on a channel does not promise. */
final class Channels {

    /** What file systems store at least. */
    private static final int BLOCK = 4096;

    private Channels() {}

    static FileChannel read(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.READ);
    }

    /** A new file that may have holes. */
    static FileChannel create(Path file) throws IOException {
        return FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE);
    }

    static void readFully(FileChannel in, ByteBuffer buffer, long position) throws IOException {
        long at = position;
        while (buffer.hasRemaining()) {
            int count = in.read(buffer, at);
            if (count < 0) {
                throw new EOFException("the file ended at byte " + at);
            }
            at += count;
        }
        buffer.flip();
    }

    static void writeFully(FileChannel out, ByteBuffer buffer, long position) throws IOException {
        long at = position;
        while (buffer.hasRemaining()) {
            at += out.write(buffer, at);
        }
    }

    /** Writes what is not zero, in runs of blocks: the rest stays a hole. */
    static void writeSparse(FileChannel out, ByteBuffer buffer, long position) throws IOException {
        int start = 0;
        int limit = buffer.limit();
        while (start < limit) {
            int end = start;
            while (end < limit && !Zeros.only(piece(buffer, end))) {
                end = Math.min(end + BLOCK, limit);
            }
            if (end > start) {
                writeFully(out, buffer.slice(start, end - start), position + start);
            }
            start = Math.max(end, start) + BLOCK;
        }
    }

    private static ByteBuffer piece(ByteBuffer buffer, int offset) {
        return buffer.slice(offset, Math.min(BLOCK, buffer.limit() - offset));
    }

    /** Makes a file at least that long. */
    static void extend(FileChannel out, long size) throws IOException {
        if (out.size() < size) {
            writeFully(out, ByteBuffer.allocate(1), size - 1);
        }
    }
}
