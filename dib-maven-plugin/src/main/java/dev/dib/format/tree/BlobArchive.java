// SPDX-License-Identifier: Apache-2.0
package dev.dib.format.tree;

import dev.dib.format.Checksum;
import dev.dib.tar.TarEntry;
import dev.dib.tar.TarWriter;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.function.Function;

/** An archive of files that are named after their content: the header of each is written after it. */
final class BlobArchive implements Closeable {

    private final FileChannel file;
    private final Instant time;

    /**
     * Begins an archive.
     *
     * @param time of all files in it
     */
    BlobArchive(Path path, Instant time) throws IOException {
        this.file = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        this.time = time;
    }

    /**
     * What is in a file.
     *
     * @param sha256 in lower-case hexadecimal digits
     * @param size bytes
     */
    record Blob(String sha256, long size) {

        /** As the OCI writes it. */
        String digest() {
            return "sha256:" + sha256;
        }
    }

    /** Writes the content of a file, and closes the stream. */
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    void add(String name, byte[] content) throws IOException {
        add(out -> out.write(content), blob -> name);
    }

    Blob add(Content content, Function<Blob, String> name) throws IOException {
        long header = file.position();
        file.position(header + TarWriter.BLOCK);
        var out = new DigestOutput(new BufferedOutputStream(Channels.newOutputStream(file), 1 << 16), Checksum.SHA256);
        content.writeTo(out);
        out.flush();
        var blob = new Blob(out.digest(), out.count());
        file.write(ByteBuffer.wrap(TarWriter.padding(blob.size())));
        byte[] block = TarWriter.header(TarEntry.file(name.apply(blob), blob.size(), time));
        file.write(ByteBuffer.wrap(block), header);
        return blob;
    }

    /** Ends the archive. */
    void finish() throws IOException {
        file.write(ByteBuffer.wrap(TarWriter.end()));
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
