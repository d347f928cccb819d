// SPDX-License-Identifier: Apache-2.0
package dev.dib.base;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads tar archives: ustar, pax, and GNU's long names and large numbers. Names are bytes, kept as ISO 8859-1 characters. */
final class TarReader {

    private static final int BLOCK = 512;
    private static final int LARGEST_EXTENSION = 16 << 20;
    private static final String ATTRIBUTE = "SCHILY.xattr.";
    private static final Map<Character, Integer> TYPES =
            Map.of('0', 0100000, '1', 0100000, '2', 0120000, '3', 0020000, '4', 0060000, '5', 0040000, '6', 0010000);

    private final InputStream in;
    private long position;
    private long contentLeft;
    private long padding;

    TarReader(InputStream in) {
        this.in = in;
    }

    /** How many bytes were read so far: right after {@link #next}, where the content starts. */
    long position() {
        return position;
    }

    /** The next entry, after what was not read of the last one. */
    Optional<TarEntry> next() throws IOException {
        skip(contentLeft + padding);
        contentLeft = 0;
        padding = 0;
        Map<String, byte[]> records = new LinkedHashMap<>();
        while (true) {
            byte[] header = in.readNBytes(BLOCK);
            position += header.length;
            if (header.length < BLOCK || isEmpty(header)) {
                return Optional.empty();
            }
            checkSum(header);
            char type = (char) header[156];
            long size = number(header, 124, 12);
            switch (type) {
                case 'x' -> pax(extension(size), records);
                case 'g' -> extension(size);
                case 'L' -> records.put("path", upToNul(extension(size)));
                case 'K' -> records.put("linkpath", upToNul(extension(size)));
                default -> {
                    return Optional.of(entry(header, type, size, records));
                }
            }
        }
    }

    /** The content of the entry that was read last. It ends with the entry. */
    InputStream content() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                if (contentLeft == 0) {
                    return length == 0 ? 0 : -1;
                }
                int count = in.read(bytes, offset, (int) Math.min(length, contentLeft));
                if (count < 0) {
                    throw new DamagedImageException("an archive ends in the middle of a file");
                }
                contentLeft -= count;
                position += count;
                return count;
            }
        };
    }

    private void skip(long count) throws IOException {
        try {
            in.skipNBytes(count);
        } catch (EOFException e) {
            throw new DamagedImageException("an archive ends in the middle of a file");
        }
        position += count;
    }

    private byte[] extension(long size) throws IOException {
        if (size < 0 || size > LARGEST_EXTENSION) {
            throw new DamagedImageException("an archive has " + size + " bytes of extended header");
        }
        byte[] body = in.readNBytes((int) size);
        if (body.length < size) {
            throw new DamagedImageException("an archive ends in an extended header");
        }
        position += size;
        skip(padding(size));
        return body;
    }

    private static long padding(long size) {
        return (BLOCK - size % BLOCK) % BLOCK;
    }

    private TarEntry entry(byte[] header, char rawType, long headerSize, Map<String, byte[]> records)
            throws IOException {
        if (rawType == 'S' || records.keySet().stream().anyMatch(name -> name.startsWith("GNU.sparse"))) {
            throw new DamagedImageException("an archive has sparse files, which no tool for containers writes");
        }
        String path = records.containsKey("path") ? text(records.get("path")) : path(header);
        char type = rawType == 0 || rawType == '7' ? '0' : rawType;
        type = type == '0' && path.endsWith("/") ? '5' : type;
        String target = records.containsKey("linkpath") ? text(records.get("linkpath")) : text(header, 157, 100);
        long size = number(records, "size").orElse(headerSize);
        boolean hasContent = type == '0';
        contentLeft = hasContent ? size : 0;
        padding = hasContent ? padding(size) : 0;
        Map<String, byte[]> attributes = new LinkedHashMap<>();
        records.forEach((name, value) -> {
            if (name.startsWith(ATTRIBUTE)) {
                attributes.put(name.substring(ATTRIBUTE.length()), value);
            }
        });
        var inode = new Inode(
                0,
                TYPES.getOrDefault(type, 0) | ((int) number(header, 100, 8) & 07777),
                number(records, "uid").orElse(number(header, 108, 8)),
                number(records, "gid").orElse(number(header, 116, 8)),
                hasContent ? size : 0,
                records.containsKey("mtime")
                        ? time(records.get("mtime"))
                        : Instant.ofEpochSecond(number(header, 136, 12)),
                1);
        return new TarEntry(
                TarEntry.normalised(path), type, type == '1' ? TarEntry.normalised(target) : target, inode, attributes);
    }

    private static String path(byte[] header) {
        String name = text(header, 0, 100);
        String prefix = text(header, 257, 6).equals("ustar") && header[262] == 0 ? text(header, 345, 155) : "";
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    private static void pax(byte[] body, Map<String, byte[]> records) throws DamagedImageException {
        int at = 0;
        while (at < body.length) {
            int blank = at;
            while (blank < body.length && body[blank] != ' ') {
                blank++;
            }
            String digits = new String(body, at, blank - at, ISO_8859_1);
            if (!digits.matches("[0-9]{1,8}")) {
                throw new DamagedImageException("an archive has a damaged extended header");
            }
            int end = at + Integer.parseInt(digits);
            int equals = blank;
            while (equals < body.length && body[equals] != '=') {
                equals++;
            }
            if (end > body.length || equals >= end) {
                throw new DamagedImageException("an archive has a damaged extended header");
            }
            records.put(
                    new String(body, blank + 1, equals - blank - 1, ISO_8859_1),
                    Arrays.copyOfRange(body, equals + 1, end - 1));
            at = end;
        }
    }

    private static Optional<Long> number(Map<String, byte[]> records, String name) throws DamagedImageException {
        byte[] value = records.get(name);
        if (value == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Long.parseLong(text(value)));
        } catch (NumberFormatException e) {
            throw new DamagedImageException("an archive has the " + name + " '" + text(value) + "'");
        }
    }

    private static Instant time(byte[] value) throws DamagedImageException {
        try {
            BigDecimal seconds = new BigDecimal(text(value));
            BigDecimal whole = seconds.setScale(0, RoundingMode.FLOOR);
            return Instant.ofEpochSecond(
                    whole.longValueExact(),
                    seconds.subtract(whole).movePointRight(9).longValue());
        } catch (NumberFormatException | ArithmeticException e) {
            throw new DamagedImageException("an archive has the time '" + text(value) + "'");
        }
    }

    /** Octal digits, or with the highest bit set a binary number. */
    private static long number(byte[] header, int at, int width) throws DamagedImageException {
        if ((header[at] & 0x80) != 0) {
            return ByteBuffer.wrap(header, at + width - 8, 8).getLong();
        }
        String digits = text(header, at, width).strip();
        try {
            return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
        } catch (NumberFormatException e) {
            throw new DamagedImageException("an archive has a damaged header");
        }
    }

    private static void checkSum(byte[] header) throws DamagedImageException {
        long sum = 8 * ' ';
        for (int index = 0; index < BLOCK; index++) {
            sum += index >= 148 && index < 156 ? 0 : header[index] & 0xFF;
        }
        if (sum != number(header, 148, 8)) {
            throw new DamagedImageException("an archive has a damaged header");
        }
    }

    private static boolean isEmpty(byte[] header) {
        return Arrays.equals(header, new byte[BLOCK]);
    }

    private static String text(byte[] value) {
        return new String(value, ISO_8859_1);
    }

    private static String text(byte[] header, int at, int width) {
        return text(upToNul(Arrays.copyOfRange(header, at, at + width)));
    }

    private static byte[] upToNul(byte[] bytes) {
        int end = 0;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        return Arrays.copyOf(bytes, end);
    }
}
