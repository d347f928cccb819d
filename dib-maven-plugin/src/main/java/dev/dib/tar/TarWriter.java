// SPDX-License-Identifier: Apache-2.0
package dev.dib.tar;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Writes a pax archive. Nothing in it depends on the time and place of the writing. */
public final class TarWriter {

    /** Bytes of a header. */
    public static final int BLOCK = TarHeader.BLOCK;

    private final OutputStream out;

    /** @param out stays open */
    public TarWriter(OutputStream out) {
        this.out = out;
    }

    /** Adds an entry that has no content. */
    public void add(TarEntry entry) throws IOException {
        add(entry, InputStream.nullInputStream());
    }

    /**
     * Adds an entry.
     *
     * @param content stays open
     * @throws DamagedArchiveException if the content is not as long as the entry says
     */
    public void add(TarEntry entry, InputStream content) throws IOException {
        extendedHeader(entry);
        out.write(TarHeader.write(entry));
        long written = content.transferTo(out);
        if (written != entry.size()) {
            throw new DamagedArchiveException(
                    entry.path() + " has " + written + " bytes of content instead of " + entry.size());
        }
        out.write(padding(written));
    }

    /** Ends the archive: two blocks of zeros. */
    public void finish() throws IOException {
        out.write(end());
    }

    /** The header of an entry that needs no other, for those who must write content before they know what it is. */
    public static byte[] header(TarEntry entry) {
        return TarHeader.write(entry);
    }

    /** What fills up the last block of content. */
    public static byte[] padding(long size) {
        return new byte[(int) TarReader.padding(size)];
    }

    /** What ends an archive. */
    public static byte[] end() {
        return new byte[2 * BLOCK];
    }

    private void extendedHeader(TarEntry entry) throws IOException {
        Map<String, String> records = new TreeMap<>(entry.records());
        if (isLong(TarHeader.name(entry))) {
            records.put("path", TarHeader.name(entry));
        }
        if (isLong(entry.target())) {
            records.put("linkpath", entry.target());
        }
        putIfLarger(records, "uid", entry.uid(), TarHeader.SMALL);
        putIfLarger(records, "gid", entry.gid(), TarHeader.SMALL);
        putIfLarger(records, "size", entry.size(), TarHeader.LARGE);
        long seconds = entry.modified().getEpochSecond();
        if (seconds < 0 || seconds > TarHeader.LARGE || !entry.modified().equals(Instant.ofEpochSecond(seconds))) {
            records.put("mtime", PaxRecords.time(entry.modified()));
        }
        if (!records.isEmpty()) {
            byte[] body = PaxRecords.write(records);
            var header = new TarEntry("PaxHeader", 'x', "", 0644, 0, 0, Instant.EPOCH, body.length, 0, 0, Map.of());
            out.write(TarHeader.write(header));
            out.write(body);
            out.write(padding(body.length));
        }
    }

    /** Bytes beyond ASCII are said twice too, as some readers take those of the header for another encoding. */
    private static boolean isLong(String text) {
        return text.length() > 100 || text.chars().anyMatch(c -> c > 126 || c < ' ');
    }

    private static void putIfLarger(Map<String, String> records, String keyword, long value, long most) {
        if (value > most) {
            records.put(keyword, Long.toString(value));
        }
    }
}
