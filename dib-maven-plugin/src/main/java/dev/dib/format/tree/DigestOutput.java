// SPDX-License-Identifier: Apache-2.0
package dev.dib.format.tree;

import dev.dib.format.Checksum;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Counts and digests what passes. Closing it only flushes: the stream below is another's. */
final class DigestOutput extends FilterOutputStream {

    private final MessageDigest digest;
    private long count;

    DigestOutput(OutputStream out, Checksum checksum) {
        super(out);
        this.digest = checksum.newDigest();
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        digest.update(bytes, offset, length);
        count += length;
    }

    @Override
    public void close() throws IOException {
        flush();
    }

    long count() {
        return count;
    }

    /** In lower-case hexadecimal digits. Called once. */
    String digest() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
