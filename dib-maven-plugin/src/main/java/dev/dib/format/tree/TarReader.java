// SPDX-License-Identifier: Apache-2.0
package dev.dib.format.tree;

import java.io.EOFException;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads what is in an archive of a tree, as {@code dev.dib.format.TreeArchive} makes it: POSIX.1-2001 ("pax"), without global
 * headers and sparse members. A library for all kinds of tar would take names for text, which they need not be.
 */
final class TarReader {

    static final int BLOCK = 512;

    private static final int LONGEST_RECORDS = 1 << 24;

    private final FileChannel archive;
    private long position;

    private TarReader(FileChannel archive) {
        this.archive = archive;
    }

    /** All members, in the order of the archive. Their content is not read. */
    static List<TarMember> list(FileChannel archive) throws IOException {
        var reader = new TarReader(archive);
        List<TarMember> members = new ArrayList<>();
        for (Optional<TarMember> member = reader.next(); member.isPresent(); member = reader.next()) {
            members.add(member.get());
        }
        return members;
    }

    private Optional<TarMember> next() throws IOException {
        Map<String, String> records = new TreeMap<>();
        byte[] header = read(BLOCK);
        while (header[156] == 'x') {
            long size = number(header, 124, 12);
            if (size > LONGEST_RECORDS) {
                throw new IOException("the archive of the tree has a header of " + size + " bytes");
            }
            readRecords(read((int) size), records);
            position += padding(size);
            header = read(BLOCK);
        }
        if (header[0] == 0) {
            return Optional.empty();
        }
        return Optional.of(member(header, records));
    }

    private TarMember member(byte[] header, Map<String, String> records) throws IOException {
        char type = header[156] == 0 ? '0' : (char) header[156];
        if (type < '0' || type > '6') {
            throw new IOException("the archive of the tree has a member of the unknown type '" + type + "'");
        }
        if (records.keySet().stream().anyMatch(keyword -> keyword.startsWith("GNU.sparse."))) {
            throw new IOException("the archive of the tree has a sparse member");
        }
        String prefix = text(header, 345, 155);
        String shortName = (prefix.isEmpty() ? "" : prefix + "/") + text(header, 0, 100);
        String name = take(records, "path").orElse(shortName);
        String link = take(records, "linkpath").orElse(text(header, 157, 100));
        long size = number(records, "size", header, 124, 12);
        long content = type == '0' ? size : 0;
        var member = new TarMember(
                plain(name),
                type,
                type == '1' ? plain(link) : link,
                (int) number(header, 100, 8) & 07777,
                number(records, "uid", header, 108, 8),
                number(records, "gid", header, 116, 8),
                time(records, header),
                content,
                (int) number(header, 329, 8),
                (int) number(header, 337, 8),
                position,
                records);
        position += content + padding(content);
        return member;
    }

    private static long time(Map<String, String> records, byte[] header) throws IOException {
        // kept among the records: it may have a fraction
        String exact = records.get("mtime");
        return exact == null
                ? number(header, 136, 12)
                : new BigDecimal(exact).setScale(0, RoundingMode.FLOOR).longValueExact();
    }

    /** Without what begins and ends it: {@code ./bin/} is {@code bin}. */
    private static String plain(String name) {
        String start = name.startsWith("./") ? name.substring(2) : name;
        String plain = start.endsWith("/") ? start.substring(0, start.length() - 1) : start;
        return plain.equals(".") ? "" : plain;
    }

    private static Optional<String> take(Map<String, String> records, String keyword) {
        return Optional.ofNullable(records.remove(keyword));
    }

    private static long number(Map<String, String> records, String keyword, byte[] header, int offset, int length)
            throws IOException {
        Optional<String> record = take(records, keyword);
        return record.isPresent() ? Long.parseLong(record.get()) : number(header, offset, length);
    }

    /** Octal digits, or a number in base 256 if the first bit is set. */
    private static long number(byte[] header, int offset, int length) throws IOException {
        if (header[offset] < 0) {
            long value = header[offset] == -1 ? -1 : 0;
            for (int i = offset + 1; i < offset + length; i++) {
                value = value << Byte.SIZE | Byte.toUnsignedLong(header[i]);
            }
            return value;
        }
        String digits = text(header, offset, length).strip();
        try {
            return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
        } catch (NumberFormatException e) {
            throw new IOException("the archive of the tree is damaged: '" + digits + "' is no number", e);
        }
    }

    private static String text(byte[] header, int offset, int length) {
        int end = offset;
        while (end < offset + length && header[end] != 0) {
            end++;
        }
        return new String(header, offset, end - offset, StandardCharsets.ISO_8859_1);
    }

    /** Records have the form {@code LENGTH KEYWORD=VALUE\n}; the value may be any bytes. */
    private static void readRecords(byte[] data, Map<String, String> records) throws IOException {
        String text = new String(data, StandardCharsets.ISO_8859_1);
        int at = 0;
        while (at < text.length()) {
            int blank = text.indexOf(' ', at);
            int equals = text.indexOf('=', at);
            if (blank < 0 || equals < blank || !text.substring(at, blank).matches("[0-9]{1,9}")) {
                throw new IOException("the archive of the tree is damaged: a pax record has no length");
            }
            int end = at + Integer.parseInt(text.substring(at, blank));
            if (end > text.length() || end <= equals) {
                throw new IOException("the archive of the tree is damaged: a pax record is too long");
            }
            records.put(text.substring(blank + 1, equals), text.substring(equals + 1, end - 1));
            at = end;
        }
    }

    private byte[] read(int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining()) {
            int count = archive.read(buffer, position);
            if (count < 0) {
                throw new EOFException("the archive of the tree ends at byte " + position);
            }
            position += count;
        }
        return buffer.array();
    }

    static long padding(long size) {
        return (BLOCK - size % BLOCK) % BLOCK;
    }
}
