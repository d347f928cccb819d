// SPDX-License-Identifier: Apache-2.0
package dev.dib.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Copies a file and leaves out what is zero, so that the copy takes no more of the disk than it has to. */
final class SparseCopy {

    private static final int CHUNK = 1 << 20;
    private static final int BLOCK = 4096;

    private SparseCopy() {}

    /** Copies; a second name for the same file if the file system can do that, since finished images are not written to. */
    static void copy(Path source, Path to) throws IOException {
        try {
            Files.createLink(to, source);
        } catch (IOException | UnsupportedOperationException e) {
            copyBytes(source, to);
        }
    }

    static void copyBytes(Path source, Path to) throws IOException {
        try (FileChannel in = FileChannel.open(source, StandardOpenOption.READ);
                FileChannel out = FileChannel.open(
                        to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE)) {
            long size = in.size();
            ByteBuffer buffer = ByteBuffer.allocateDirect(CHUNK);
            for (long position = 0; position < size; position += CHUNK) {
                buffer.clear().limit((int) Math.min(CHUNK, size - position));
                Channels.readFully(in, buffer, position);
                for (int offset = 0; offset < buffer.limit(); offset += BLOCK) {
                    ByteBuffer block = buffer.slice(offset, Math.min(BLOCK, buffer.limit() - offset));
                    if (!Zeros.only(block)) {
                        Channels.writeFully(out, block, position + offset);
                    }
                }
            }
            if (size > out.size()) {
                Channels.writeFully(out, ByteBuffer.allocate(1), size - 1);
            }
        }
    }
}
