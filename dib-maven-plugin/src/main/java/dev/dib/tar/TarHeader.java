// SPDX-License-Identifier: Apache-2.0
package dev.dib.tar;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** A header of one block, as POSIX.1-2017 has it ("ustar Interchange Format"), and fields of numbers in base 256, as GNU tar has. */
final class TarHeader {

    static final int BLOCK = 512;

    /** The most that a field of eight bytes can say in octal digits, and one of twelve. */
    static final long SMALL = 07777777L;

    static final long LARGE = 077777777777L;

    /** Three thousand years. */
    private static final long MOST_SECONDS = 100_000_000_000L;

    private final byte[] block;

    private TarHeader(byte[] block) {
        this.block = block;
    }

    /**
     * A header that was read.
     *
     * @throws DamagedArchiveException if its sum is wrong
     */
    static TarHeader of(byte[] block) throws DamagedArchiveException {
        var header = new TarHeader(block);
        if (header.sum() != header.number(148, 8)) {
            throw new DamagedArchiveException("a header has a wrong sum");
        }
        return header;
    }

    static boolean isEmpty(byte[] block) {
        return Arrays.equals(block, new byte[BLOCK]);
    }

    char type() {
        return (char) Byte.toUnsignedInt(block[156]);
    }

    String path() {
        String name = text(0, 100);
        // GNU's own headers have other things in the place of the prefix
        String prefix = text(257, 6).equals("ustar") && block[262] == 0 ? text(345, 155) : "";
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    String target() {
        return text(157, 100);
    }

    int permissions() throws DamagedArchiveException {
        return (int) number(100, 8) & 07777;
    }

    long uid() throws DamagedArchiveException {
        return number(108, 8);
    }

    long gid() throws DamagedArchiveException {
        return number(116, 8);
    }

    long size() throws DamagedArchiveException {
        long size = number(124, 12);
        if (size < 0) {
            throw new DamagedArchiveException("a header has the size " + size);
        }
        return size;
    }

    /** Seconds since 1970. */
    long modified() throws DamagedArchiveException {
        long time = number(136, 12);
        if (Math.abs(time) > MOST_SECONDS) {
            throw new DamagedArchiveException("a header has the time " + time);
        }
        return time;
    }

    int deviceMajor() throws DamagedArchiveException {
        return (int) number(329, 8);
    }

    int deviceMinor() throws DamagedArchiveException {
        return (int) number(337, 8);
    }

    private String text(int at, int width) {
        int end = at;
        while (end < at + width && block[end] != 0) {
            end++;
        }
        return new String(block, at, end - at, ISO_8859_1);
    }

    /** Octal digits, or with the highest bit set a binary number with a sign. */
    private long number(int at, int width) throws DamagedArchiveException {
        if (block[at] < 0) {
            long value = block[at] == -1 ? -1 : 0;
            for (int i = at + 1; i < at + width; i++) {
                value = value << Byte.SIZE | Byte.toUnsignedLong(block[i]);
            }
            return value;
        }
        String digits = text(at, width).strip();
        if (!digits.matches("[0-7]*")) {
            throw new DamagedArchiveException("a header has '" + digits + "', which is no number");
        }
        return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
    }

    private long sum() {
        long sum = 8 * ' ';
        for (int i = 0; i < BLOCK; i++) {
            sum += i >= 148 && i < 156 ? 0 : Byte.toUnsignedInt(block[i]);
        }
        return sum;
    }

    /**
     * The block of an entry. What does not fit is cut, or 0: records of an extended header say it; but a size of 8 GiB and more is
     * said here too, in base 256.
     */
    static byte[] write(TarEntry entry) {
        var header = new TarHeader(new byte[BLOCK]);
        long time = entry.modified().getEpochSecond();
        header.put(0, 100, name(entry));
        header.octal(100, 7, entry.permissions());
        header.octal(108, 7, within(entry.uid(), SMALL));
        header.octal(116, 7, within(entry.gid(), SMALL));
        header.size(entry.size());
        header.octal(136, 11, within(time, LARGE));
        header.block[156] = (byte) entry.type();
        header.put(157, 100, entry.target());
        header.put(257, 8, "ustar\0" + "00");
        header.octal(329, 7, entry.deviceMajor());
        header.octal(337, 7, entry.deviceMinor());
        header.octal(148, 6, header.sum());
        header.block[155] = ' ';
        return header.block;
    }

    /** A folder has a slash at the end, and the top a name. */
    static String name(TarEntry entry) {
        String path = entry.path().isEmpty() ? "." : entry.path();
        return entry.isFolder() ? path + "/" : path;
    }

    private static long within(long value, long most) {
        return value < 0 || value > most ? 0 : value;
    }

    private void size(long size) {
        if (size <= LARGE) {
            octal(124, 11, size);
        } else {
            block[124] = (byte) 0x80;
            ByteBuffer.wrap(block).putLong(128, size);
        }
    }

    private void octal(int at, int digits, long value) {
        put(at, digits, ("%0" + digits + "o").formatted(value));
    }

    private void put(int at, int width, String text) {
        byte[] bytes = text.getBytes(ISO_8859_1);
        System.arraycopy(bytes, 0, block, at, Math.min(width, bytes.length));
    }
}
