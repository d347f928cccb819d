// SPDX-License-Identifier: Apache-2.0
package dev.dib.format.tree;

import dev.dib.tar.TarEntry;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A member of the archive of a tree, whose content can be read at any time.
 *
 * @param offset where the content begins in the archive
 */
record TreeMember(TarEntry entry, long offset) {

    private static final int BUFFER = 1 << 16;

    /** All members, in the order of the archive. Their content is not read. */
    static List<TreeMember> list(FileChannel archive) throws IOException {
        // skips by the position of the channel
        var reader = new TreeReader(Channels.newInputStream(archive));
        List<TreeMember> members = new ArrayList<>();
        for (Optional<TarEntry> entry = reader.next(); entry.isPresent(); entry = reader.next()) {
            members.add(new TreeMember(entry.get(), reader.position()));
        }
        return members;
    }

    void copy(FileChannel archive, OutputStream out) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(BUFFER, entry.size()));
        long end = offset + entry.size();
        for (long at = offset; at < end; ) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), end - at));
            int count = archive.read(buffer, at);
            if (count < 0) {
                throw new EOFException("the archive of the tree ends within '" + entry.path() + "'");
            }
            out.write(buffer.array(), 0, count);
            at += count;
        }
    }
}
