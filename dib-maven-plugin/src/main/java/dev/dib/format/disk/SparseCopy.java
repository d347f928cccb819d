// SPDX-License-Identifier: Apache-2.0
package dev.dib.format.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** Copies a file and leaves out what is zero, so that the copy takes no more of the disk than it has to. */
public final class SparseCopy {

    private static final int CHUNK = 1 << 20;

    private SparseCopy() {}

    /** Copies; a second name for the same file if the file system can do that, since finished images are not written to. */
    public static void copy(Path source, Path to) throws IOException {
        try {
            Files.createLink(to, source);
        } catch (IOException | UnsupportedOperationException e) {
            copyBytes(source, to);
        }
    }

    static void copyBytes(Path source, Path to) throws IOException {
        try (FileChannel in = Channels.read(source);
                FileChannel out = Channels.create(to)) {
            copyBytes(in, out);
        }
    }

    /** Copies to the start of a file that is empty. */
    static void copyBytes(FileChannel in, FileChannel out) throws IOException {
        long size = in.size();
        ByteBuffer buffer = ByteBuffer.allocateDirect(CHUNK);
        for (long position = 0; position < size; position += CHUNK) {
            buffer.clear().limit((int) Math.min(CHUNK, size - position));
            Channels.readFully(in, buffer, position);
            if (!Zeros.only(buffer)) {
                Channels.writeSparse(out, buffer, position);
            }
        }
        Channels.extend(out, size);
    }
}
