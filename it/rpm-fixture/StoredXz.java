// SPDX-License-Identifier: Apache-2.0
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;

/**
 * Packs a file into the .xz format without compressing it: {@code java StoredXz.java FILE FILE.xz}. The fixture's disk image
 * is compressed already, and a second compression would take half a minute and gain nothing.
 *
 * <p>The format is that of "The .xz File Format" 1.0.4: one block, whose LZMA2 stream has only uncompressed chunks, with a
 * CRC-32 of the content. {@code xz --test} accepts it.
 */
public final class StoredXz {

    private static final int CHUNK = 1 << 16;
    /** Check ID of CRC-32. */
    private static final byte[] STREAM_FLAGS = {0, 1};

    public static void main(String[] args) throws IOException {
        Path from = Path.of(args[0]);
        CRC32 content = new CRC32();
        long uncompressed = 0;
        long compressed = 0;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(from), 1 << 20);
                OutputStream out = new BufferedOutputStream(Files.newOutputStream(Path.of(args[1])), 1 << 20)) {
            out.write(new byte[] {(byte) 0xfd, '7', 'z', 'X', 'Z', 0});
            out.write(STREAM_FLAGS);
            out.write(crc(STREAM_FLAGS));
            // size 12, one filter, LZMA2 (0x21) with one byte of properties: a dictionary of 4 KiB
            byte[] header = {2, 0, 0x21, 1, 0, 0, 0, 0};
            out.write(header);
            out.write(crc(header));
            byte[] chunk = new byte[CHUNK];
            for (int length = in.readNBytes(chunk, 0, CHUNK); length > 0; length = in.readNBytes(chunk, 0, CHUNK)) {
                // 1: uncompressed, and the dictionary starts anew
                out.write(new byte[] {1, (byte) ((length - 1) >> 8), (byte) (length - 1)});
                out.write(chunk, 0, length);
                content.update(chunk, 0, length);
                uncompressed += length;
                compressed += length + 3;
            }
            out.write(0);
            compressed++;
            out.write(new byte[(int) (-compressed & 3)]);
            out.write(littleEndian(content.getValue()));
            long unpadded = header.length + 4 + compressed + 4;
            byte[] index = index(unpadded, uncompressed);
            out.write(index);
            byte[] footer = ByteBuffer.allocate(6)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(index.length / 4 - 1)
                    .put(STREAM_FLAGS)
                    .array();
            out.write(crc(footer));
            out.write(footer);
            out.write(new byte[] {'Y', 'Z'});
        }
    }

    private static byte[] index(long unpadded, long uncompressed) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream index = new DataOutputStream(bytes);
        index.write(0);
        writeNumber(index, 1);
        writeNumber(index, unpadded);
        writeNumber(index, uncompressed);
        index.write(new byte[-index.size() & 3]);
        index.write(crc(bytes.toByteArray()));
        return bytes.toByteArray();
    }

    private static void writeNumber(OutputStream out, long number) throws IOException {
        long rest = number;
        for (; rest > 0x7f; rest >>>= 7) {
            out.write((int) (rest & 0x7f | 0x80));
        }
        out.write((int) rest);
    }

    private static byte[] crc(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return littleEndian(crc.getValue());
    }

    private static byte[] littleEndian(long number) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt((int) number)
                .array();
    }
}
