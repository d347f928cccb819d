// SPDX-License-Identifier: Apache-2.0
package dev.dib.disk;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A disk as a file. What is not written stays a hole. */
final class DiskFile implements Closeable {

    /** Holes are kept in units of this. */
    private static final int BLOCK = 4096;

    private static final int CHUNK = 1 << 20;

    private final FileChannel channel;

    private DiskFile(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Makes a file of so many zeros.
     *
     * @throws java.nio.file.FileAlreadyExistsException if there is a file already
     */
    static DiskFile create(Path file, long bytes) throws IOException {
        FileChannel channel = FileChannel.open(
                file,
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.SPARSE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        var disk = new DiskFile(channel);
        disk.write(bytes - 1, new byte[1]);
        return disk;
    }

    static DiskFile open(Path file) throws IOException {
        return new DiskFile(FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE));
    }

    long size() throws IOException {
        return channel.size();
    }

    void write(long offset, byte[] bytes) throws IOException {
        write(offset, ByteBuffer.wrap(bytes));
    }

    void write(long offset, ByteBuffer bytes) throws IOException {
        long at = offset;
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
    }

    /** So many bytes, little-endian. */
    ByteBuffer read(long offset, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, offset + bytes.position()) < 0) {
                throw new EOFException("the disk ends before " + (offset + length));
            }
        }
        return bytes.flip();
    }

    byte[] readBytes(long offset, int length) throws IOException {
        byte[] bytes = new byte[length];
        read(offset, length).get(bytes);
        return bytes;
    }

    /** Copies a whole file to a place that has zeros only; zeros of the file are left out. */
    void copy(Path file, long offset) throws IOException {
        copy(file, new Extent(0, Files.size(file)), offset);
    }

    /** Copies a part of a file to a place that has zeros only; zeros of the file are left out. */
    void copy(Path file, Extent part, long offset) throws IOException {
        try (FileChannel source = FileChannel.open(file, StandardOpenOption.READ)) {
            source.position(part.offset());
            ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
            long at = 0;
            for (int read = fill(source, chunk, part.bytes());
                    read > 0;
                    read = fill(source, chunk, part.bytes() - at)) {
                for (int start = 0; start < read; start += BLOCK) {
                    int length = Math.min(BLOCK, read - start);
                    if (!isZero(chunk.array(), start, length)) {
                        write(offset + at + start, ByteBuffer.wrap(chunk.array(), start, length));
                    }
                }
                at += read;
            }
        }
    }

    private static int fill(FileChannel source, ByteBuffer chunk, long most) throws IOException {
        chunk.clear().limit((int) Math.min(CHUNK, most));
        while (chunk.hasRemaining() && source.read(chunk) >= 0) {
            // reads until the chunk is full or the file ends
        }
        return chunk.position();
    }

    private static boolean isZero(byte[] bytes, int start, int length) {
        for (int i = start; i < start + length; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
