// SPDX-License-Identifier: Apache-2.0
package dev.dib.base;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoField;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes a pax archive (POSIX.1-2017, pax) with extended attributes as GNU tar has them ({@code SCHILY.xattr.}). Names are bytes,
 * kept as ISO 8859-1 characters: they come out as they came in, whatever their encoding, and so do values of attributes.
 */
final class TarWriter implements Closeable {

    private static final int BLOCK = 512;
    private static final long LARGEST_OCTAL = 077777777777L;
    private static final int LARGEST_ID = 07777777;

    private final OutputStream out;

    TarWriter(OutputStream out) {
        this.out = out;
    }

    void folder(String path, Inode inode, Map<String, byte[]> attributes) throws IOException {
        header('5', path.endsWith("/") ? path : path + "/", "", inode, 0, attributes);
    }

    void file(String path, Inode inode, Map<String, byte[]> attributes, InputStream content) throws IOException {
        header('0', path, "", inode, inode.size(), attributes);
        long written = content.transferTo(out);
        if (written != inode.size()) {
            throw new DamagedImageException(path + " has " + written + " bytes instead of " + inode.size());
        }
        pad(written);
    }

    void link(String path, Inode inode, String target, Map<String, byte[]> attributes) throws IOException {
        header('2', path, target, inode, 0, attributes);
    }

    /** Another name of a file that is in the archive already. */
    void sameAs(String path, Inode inode, String first) throws IOException {
        header('1', path, first, inode, 0, Map.of());
    }

    void fifo(String path, Inode inode, Map<String, byte[]> attributes) throws IOException {
        header('6', path, "", inode, 0, attributes);
    }

    private void header(char type, String path, String target, Inode inode, long size, Map<String, byte[]> attributes)
            throws IOException {
        Map<String, byte[]> records = new LinkedHashMap<>();
        if (path.length() > 100) {
            records.put("path", path.getBytes(ISO_8859_1));
        }
        if (target.length() > 100) {
            records.put("linkpath", target.getBytes(ISO_8859_1));
        }
        if (size > LARGEST_OCTAL) {
            records.put("size", number(size));
        }
        if (inode.uid() > LARGEST_ID) {
            records.put("uid", number(inode.uid()));
        }
        if (inode.gid() > LARGEST_ID) {
            records.put("gid", number(inode.gid()));
        }
        long seconds = inode.modified().getEpochSecond();
        if (seconds < 0 || seconds > LARGEST_OCTAL || !inode.modified().equals(Instant.ofEpochSecond(seconds))) {
            records.put("mtime", time(inode.modified()));
        }
        attributes.forEach((name, value) -> records.put("SCHILY.xattr." + name, value));
        if (!records.isEmpty()) {
            byte[] body = body(records);
            block('x', "./PaxHeaders/" + inode.number(), "", 0644, 0, 0, body.length, Math.max(0, seconds));
            out.write(body);
            pad(body.length);
        }
        block(
                type,
                cut(path),
                cut(target),
                inode.permissions(),
                Math.min(inode.uid(), LARGEST_ID),
                Math.min(inode.gid(), LARGEST_ID),
                size > LARGEST_OCTAL ? 0 : size,
                Math.min(Math.max(0, seconds), LARGEST_OCTAL));
    }

    private static byte[] number(long value) {
        return Long.toString(value).getBytes(US_ASCII);
    }

    /** Seconds in decimal, with nine digits of fraction if it has one. */
    private static byte[] time(Instant instant) {
        return BigDecimal.valueOf(instant.getEpochSecond())
                .add(BigDecimal.valueOf(instant.get(ChronoField.NANO_OF_SECOND), 9))
                .toPlainString()
                .getBytes(US_ASCII);
    }

    /** Each record is {@code LENGTH NAME=VALUE\n}, and its length counts itself. */
    private static byte[] body(Map<String, byte[]> records) {
        var body = new ByteArrayOutputStream();
        records.forEach((name, value) -> {
            int rest = name.getBytes(ISO_8859_1).length + value.length + 3;
            int length = rest + Integer.toString(rest).length();
            length = rest + Integer.toString(length).length();
            body.writeBytes((length + " " + name + "=").getBytes(ISO_8859_1));
            body.writeBytes(value);
            body.write('\n');
        });
        return body.toByteArray();
    }

    private static String cut(String text) {
        return text.length() > 100 ? text.substring(0, 100) : text;
    }

    private void block(char type, String path, String target, int mode, long uid, long gid, long size, long seconds)
            throws IOException {
        byte[] block = new byte[BLOCK];
        text(block, 0, path);
        octal(block, 100, 8, mode);
        octal(block, 108, 8, uid);
        octal(block, 116, 8, gid);
        octal(block, 124, 12, size);
        octal(block, 136, 12, seconds);
        text(block, 148, "        ");
        block[156] = (byte) type;
        text(block, 157, target);
        text(block, 257, "ustar\00000");
        int sum = 0;
        for (byte b : block) {
            sum += b & 0xFF;
        }
        octal(block, 148, 7, sum);
        out.write(block);
    }

    private static void text(byte[] block, int at, String text) {
        byte[] bytes = text.getBytes(ISO_8859_1);
        System.arraycopy(bytes, 0, block, at, bytes.length);
    }

    private static void octal(byte[] block, int at, int width, long value) {
        String digits = Long.toOctalString(value);
        text(block, at, "0".repeat(width - 1 - digits.length()) + digits);
        block[at + width - 1] = 0;
    }

    private void pad(long written) throws IOException {
        int over = (int) (written % BLOCK);
        if (over != 0) {
            out.write(new byte[BLOCK - over]);
        }
    }

    /** Ends the archive and closes what it is written to. */
    @Override
    public void close() throws IOException {
        out.write(new byte[2 * BLOCK]);
        out.close();
    }
}
