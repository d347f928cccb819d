// SPDX-License-Identifier: Apache-2.0
package dev.dib.format.tree;

import dev.dib.tar.DamagedArchiveException;
import dev.dib.tar.TarEntry;
import dev.dib.tar.TarReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Reads the archive of a tree that {@code dev.dib.format.TreeArchive} made: whole, and with no types but those of root trees. */
final class TreeReader {

    private final TarReader reader;

    TreeReader(InputStream archive) {
        this.reader = new TarReader(archive);
    }

    Optional<TarEntry> next() throws IOException {
        try {
            Optional<TarEntry> entry = reader.next();
            if (entry.isEmpty() && !reader.ended()) {
                throw new DamagedArchiveException("it has no end, after byte " + reader.position());
            }
            if (entry.isPresent() && "0123456".indexOf(entry.get().type()) < 0) {
                throw new DamagedArchiveException(
                        "it has an entry of the unknown type '" + entry.get().type() + "'");
            }
            return entry;
        } catch (DamagedArchiveException e) {
            throw new IOException("the archive of the tree is damaged: " + e.getMessage(), e);
        }
    }

    /** Where the content of the last entry starts in the archive. */
    long position() {
        return reader.position();
    }

    InputStream content() {
        return reader.content();
    }
}
