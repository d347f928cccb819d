// SPDX-License-Identifier: Apache-2.0
package dev.dib.format.tree;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** Writes headers of a pax archive (POSIX.1-2001, "pax Interchange Format"). Nothing in them depends on time or place. */
final class TarWriter {

    private static final int BLOCK = TarReader.BLOCK;

    /** What a field of eight bytes can say, and one of twelve. */
    private static final long SMALL = 07777777L;

    private static final long LARGE = 077777777777L;

    private final OutputStream out;

    TarWriter(OutputStream out) {
        this.out = out;
    }

    /** Writes the header of a member; its content and {@link #pad} have to follow. */
    void header(TarMember member) throws IOException {
        Map<String, String> records = new TreeMap<>(member.extended());
        String name = member.isDirectory() ? member.name() + "/" : member.name();
        if (isLong(name)) {
            records.put("path", name);
        }
        if (isLong(member.link())) {
            records.put("linkpath", member.link());
        }
        putIfLarger(records, "uid", member.uid(), SMALL);
        putIfLarger(records, "gid", member.gid(), SMALL);
        putIfLarger(records, "size", member.size(), LARGE);
        if (member.time() < 0 || member.time() > LARGE) {
            records.putIfAbsent("mtime", Long.toString(member.time()));
        }
        if (!records.isEmpty()) {
            byte[] data = data(records);
            out.write(block("PaxHeader", 'x', "", 0644, 0, 0, 0, data.length, 0, 0));
            out.write(data);
            pad(data.length);
        }
        out.write(block(
                name,
                member.type(),
                member.link(),
                member.mode(),
                within(member.uid(), SMALL),
                within(member.gid(), SMALL),
                within(member.time(), LARGE),
                within(member.size(), LARGE),
                member.deviceMajor(),
                member.deviceMinor()));
    }

    /** Writes a file. */
    void file(String name, byte[] content, long time) throws IOException {
        header(new TarMember(name, '0', "", 0644, 0, 0, time, content.length, 0, 0, 0, Map.of()));
        out.write(content);
        pad(content.length);
    }

    /** Fills up the last block of a member's content. */
    void pad(long size) throws IOException {
        out.write(new byte[(int) TarReader.padding(size)]);
    }

    /** Ends the archive: two blocks of zeros. */
    void finish() throws IOException {
        out.write(new byte[2 * BLOCK]);
    }

    private static boolean isLong(String text) {
        return text.length() > 100 || text.chars().anyMatch(c -> c > 126 || c < ' ');
    }

    private static void putIfLarger(Map<String, String> records, String keyword, long value, long most) {
        if (value > most) {
            records.put(keyword, Long.toString(value));
        }
    }

    private static long within(long value, long most) {
        return value < 0 || value > most ? 0 : value;
    }

    private static byte[] data(Map<String, String> records) {
        var data = new ByteArrayOutputStream();
        records.forEach((keyword, value) -> {
            String rest = " " + keyword + "=" + value + "\n";
            int length = rest.length();
            while (length != rest.length() + Integer.toString(length).length()) {
                length = rest.length() + Integer.toString(length).length();
            }
            data.writeBytes(bytes(length + rest));
        });
        return data.toByteArray();
    }

    /** A header of one block. */
    static byte[] block(
            String name,
            char type,
            String link,
            int mode,
            long uid,
            long gid,
            long time,
            long size,
            int deviceMajor,
            int deviceMinor) {
        byte[] block = new byte[BLOCK];
        put(block, 0, 100, name);
        octal(block, 100, 7, mode);
        octal(block, 108, 7, uid);
        octal(block, 116, 7, gid);
        size(block, size);
        octal(block, 136, 11, time);
        put(block, 148, 8, "        ");
        block[156] = (byte) type;
        put(block, 157, 100, link);
        put(block, 257, 8, "ustar\0" + "00");
        octal(block, 329, 7, deviceMajor);
        octal(block, 337, 7, deviceMinor);
        int sum = 0;
        for (byte b : block) {
            sum += Byte.toUnsignedInt(b);
        }
        octal(block, 148, 6, sum);
        block[154] = 0;
        return block;
    }

    /** Of 8 GiB and more in base 256, as GNU tar, Go and others read it: for headers that have no room for records. */
    private static void size(byte[] block, long size) {
        if (size <= LARGE) {
            octal(block, 124, 11, size);
        } else {
            block[124] = (byte) 0x80;
            ByteBuffer.wrap(block).putLong(128, size);
        }
    }

    private static void octal(byte[] block, int offset, int digits, long value) {
        put(block, offset, digits, ("%0" + digits + "o").formatted(value));
    }

    private static void put(byte[] block, int offset, int length, String text) {
        byte[] bytes = bytes(text);
        System.arraycopy(bytes, 0, block, offset, Math.min(length, bytes.length));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
