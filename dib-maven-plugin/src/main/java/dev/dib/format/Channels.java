// SPDX-License-Identifier: Apache-2.0
package dev.dib.format;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Reads and writes whole buffers, which a single call on a channel does not promise. */
final class Channels {

    private Channels() {}

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
}
