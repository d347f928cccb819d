// SPDX-License-Identifier: Apache-2.0
package dev.dib.format.tree;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** The content of a member of an archive. */
record TarContent(FileChannel archive, TarMember member) {

    private static final int BUFFER = 1 << 16;

    void copyTo(OutputStream out) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(BUFFER, member.size()));
        long end = member.offset() + member.size();
        for (long at = member.offset(); at < end; ) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), end - at));
            int count = archive.read(buffer, at);
            if (count < 0) {
                throw new EOFException("the archive of the tree ends within '" + member.name() + "'");
            }
            out.write(buffer.array(), 0, count);
            at += count;
        }
    }
}
