// SPDX-License-Identifier: Apache-2.0
package dev.dib.tar;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads an archive from its beginning to its end. It may come from anybody: sizes are bounded, sums compared. */
public final class TarReader {

    private static final int LARGEST_EXTENSION = 16 << 20;

    private final InputStream in;
    private long position;
    private long contentLeft;
    private long padding;
    private boolean ended;

    /** @param in stays open */
    public TarReader(InputStream in) {
        this.in = in;
    }

    /** How many bytes were read so far: right after {@link #next}, where the content starts. */
    public long position() {
        return position;
    }

    /** Whether the mark of an archive's end was read: one that was cut between two entries has none. */
    public boolean ended() {
        return ended;
    }

    /**
     * The next entry, after what was not read of the last one; empty at the end.
     *
     * @throws DamagedArchiveException if the archive is damaged, or cut within an entry
     */
    public Optional<TarEntry> next() throws IOException {
        skip(contentLeft + padding);
        contentLeft = 0;
        padding = 0;
        Map<String, String> records = new TreeMap<>();
        while (true) {
            byte[] block = in.readNBytes(TarHeader.BLOCK);
            position += block.length;
            ended = block.length == TarHeader.BLOCK && TarHeader.isEmpty(block);
            if (ended || block.length == 0) {
                return Optional.empty();
            }
            if (block.length < TarHeader.BLOCK) {
                throw cut();
            }
            TarHeader header = TarHeader.of(block);
            switch (header.type()) {
                case 'x' -> PaxRecords.read(extension(header.size()), records);
                // global headers: comments, in practice
                case 'g' -> extension(header.size());
                case 'L' -> records.put("path", upToNul(extension(header.size())));
                case 'K' -> records.put("linkpath", upToNul(extension(header.size())));
                default -> {
                    return Optional.of(entry(header, records));
                }
            }
        }
    }

    /** The content of the entry that was read last. It ends with the entry. */
    public InputStream content() {
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
                    throw cut();
                }
                contentLeft -= count;
                position += count;
                return count;
            }
        };
    }

    static long padding(long size) {
        return (TarHeader.BLOCK - size % TarHeader.BLOCK) % TarHeader.BLOCK;
    }

    private void skip(long count) throws IOException {
        try {
            in.skipNBytes(count);
        } catch (EOFException e) {
            throw cut();
        }
        position += count;
    }

    private DamagedArchiveException cut() {
        return new DamagedArchiveException("it ends in the middle of an entry, after byte " + position);
    }

    private byte[] extension(long size) throws IOException {
        if (size > LARGEST_EXTENSION) {
            throw new DamagedArchiveException("it has an extended header of " + size + " bytes");
        }
        byte[] body = in.readNBytes((int) size);
        position += body.length;
        if (body.length < size) {
            throw cut();
        }
        skip(padding(size));
        return body;
    }

    private TarEntry entry(TarHeader header, Map<String, String> records) throws IOException {
        if (header.type() == 'S' || records.keySet().stream().anyMatch(keyword -> keyword.startsWith("GNU.sparse."))) {
            throw new DamagedArchiveException("it has sparse files, which no tool for root trees writes");
        }
        String path = take(records, "path").orElse(header.path());
        char type = type(header.type(), path);
        String target = take(records, "linkpath").orElse(header.target());
        long size = number(records, "size", header.size());
        // the size of another name is that of the file, whose content is elsewhere
        long content = type == '0' ? size : 0;
        Optional<String> time = take(records, "mtime");
        var entry = new TarEntry(
                TarEntry.normalised(path),
                type,
                type == '1' ? TarEntry.normalised(target) : target,
                header.permissions(),
                number(records, "uid", header.uid()),
                number(records, "gid", header.gid()),
                time.isPresent() ? PaxRecords.time(time.get()) : Instant.ofEpochSecond(header.modified()),
                content,
                header.deviceMajor(),
                header.deviceMinor(),
                records);
        contentLeft = content;
        padding = padding(content);
        return entry;
    }

    /** The type that POSIX has for it: old archives have none for files, and a slash for folders. */
    private static char type(char raw, String path) {
        char type = raw == 0 || raw == '7' ? '0' : raw;
        return type == '0' && path.endsWith("/") ? '5' : type;
    }

    private static Optional<String> take(Map<String, String> records, String keyword) {
        return Optional.ofNullable(records.remove(keyword));
    }

    private static long number(Map<String, String> records, String keyword, long otherwise)
            throws DamagedArchiveException {
        Optional<String> record = take(records, keyword);
        return record.isPresent() ? PaxRecords.number(keyword, record.get()) : otherwise;
    }

    private static String upToNul(byte[] bytes) {
        String text = new String(bytes, ISO_8859_1);
        int end = text.indexOf('\0');
        return end < 0 ? text : text.substring(0, end);
    }
}
