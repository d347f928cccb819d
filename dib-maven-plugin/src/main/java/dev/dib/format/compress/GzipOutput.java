// SPDX-License-Identifier: Apache-2.0
package dev.dib.format.compress;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Compresses to gzip's format (RFC 1952) on all processors: one member, whose blocks are compressed independently, each with
 * the end of the one before as its dictionary. Without a time and a name in the header.
 *
 * <p>Closing it finishes the member and closes the stream below.
 */
public final class GzipOutput extends OutputStream {

    /** Bytes of a block. It decides the output, so it is the same on every machine. */
    private static final int BLOCK = 1 << 20;

    /** How far back deflate looks. */
    private static final int WINDOW = 1 << 15;

    private static final int DEFAULT_LEVEL = 6;

    private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 255};

    private final OutputStream out;
    private final int level;
    private final OrderedWork<byte[]> work;
    private final CRC32 crc = new CRC32();
    private long length;
    private byte[] block = new byte[BLOCK];
    private int used;
    private byte[] dictionary = {};
    private boolean closed;

    public GzipOutput(OutputStream out, Compression compression, Workers workers) throws IOException {
        this.out = out;
        this.level = compression.level().orElse(DEFAULT_LEVEL);
        this.work = new OrderedWork<>(workers, out::write);
        out.write(HEADER);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        crc.update(bytes, offset, count);
        length += count;
        int at = offset;
        int left = count;
        while (left > 0) {
            if (used == BLOCK) {
                submit(false);
            }
            int piece = Math.min(left, BLOCK - used);
            System.arraycopy(bytes, at, block, used, piece);
            used += piece;
            at += piece;
            left -= piece;
        }
    }

    private void submit(boolean last) throws IOException {
        byte[] data = block;
        int size = used;
        byte[] before = dictionary;
        dictionary = Arrays.copyOfRange(data, Math.max(0, size - WINDOW), size);
        block = new byte[last ? 0 : BLOCK];
        used = 0;
        try {
            work.add(() -> deflate(data, size, before, level, last));
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static byte[] deflate(byte[] data, int size, byte[] dictionary, int level, boolean last) {
        var deflater = new Deflater(level, true);
        try {
            if (dictionary.length > 0) {
                deflater.setDictionary(dictionary);
            }
            deflater.setInput(data, 0, size);
            if (last) {
                deflater.finish();
            }
            var output = new ByteArrayOutputStream(size / 2 + 64);
            byte[] buffer = new byte[1 << 16];
            int count;
            do {
                count = deflater.deflate(buffer, 0, buffer.length, last ? Deflater.NO_FLUSH : Deflater.SYNC_FLUSH);
                output.write(buffer, 0, count);
            } while (last ? !deflater.finished() : count == buffer.length);
            return output.toByteArray();
        } finally {
            deflater.end();
        }
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try (out;
                work) {
            submit(true);
            work.finish();
            ByteBuffer trailer = ByteBuffer.allocate(2 * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            out.write(trailer.putInt((int) crc.getValue()).putInt((int) length).array());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IOException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        var failure = new InterruptedIOException("the compression was interrupted");
        failure.initCause(e);
        return failure;
    }
}
