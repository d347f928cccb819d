// SPDX-License-Identifier: Apache-2.0
package dev.dib.base;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * FAT12, FAT16 and FAT32 with long names, as Microsoft's "FAT: General Overview of On-Disk Format" has them. All belongs to
 * root; times are taken for UTC, in which build tools run.
 */
final class FatFileSystem implements FileSystem {

    private static final int FOLDER = 0x10;
    private static final int LABEL = 0x08;
    private static final int LONG_NAME = 0x0F;
    private static final int DELETED = 0xE5;

    /** Folders have the numbers of their first clusters, files any above those. */
    private static final long FIRST_FILE = 1L << 32;

    private final Blocks blocks;
    private final int clusterSize;
    private final int bits;
    private final long fat;
    private final long data;
    private final long clusters;
    private final long rootStart;
    private final int rootSize;
    private final long rootCluster;
    private final Map<Long, Long> firstClusters = new HashMap<>();
    private long nextNumber = FIRST_FILE;

    FatFileSystem(Blocks blocks) throws IOException {
        this.blocks = blocks;
        ByteBuffer b = blocks.read(0, 512);
        int sector = b.getShort(11) & 0xFFFF;
        clusterSize = (b.get(13) & 0xFF) * sector;
        long reserved = b.getShort(14) & 0xFFFF;
        int copies = b.get(16) & 0xFF;
        int rootEntries = b.getShort(17) & 0xFFFF;
        long total = (b.getShort(19) & 0xFFFF) != 0 ? b.getShort(19) & 0xFFFF : b.getInt(32) & 0xFFFFFFFFL;
        long fatSectors = (b.getShort(22) & 0xFFFF) != 0 ? b.getShort(22) & 0xFFFF : b.getInt(36) & 0xFFFFFFFFL;
        if (clusterSize == 0 || sector < 512 || copies == 0) {
            throw new DamagedImageException("the boot sector of its FAT makes no sense");
        }
        fat = reserved * sector;
        rootStart = fat + copies * fatSectors * sector;
        rootSize = rootEntries * 32;
        data = rootStart + (rootSize + sector - 1L) / sector * sector;
        clusters = (total * sector - data) / clusterSize;
        bits = clusters < 4085 ? 12 : clusters < 65525 ? 16 : 32;
        rootCluster = bits == 32 ? b.getInt(44) & 0xFFFFFFFFL : 0;
    }

    static boolean isHere(Blocks blocks) throws IOException {
        if (blocks.size() < 512) {
            return false;
        }
        ByteBuffer b = blocks.read(0, 512);
        return (b.getShort(510) & 0xFFFF) == 0xAA55
                && (text(b, 54, 3).equals("FAT") || text(b, 82, 5).equals("FAT32"));
    }

    private static String text(ByteBuffer b, int at, int length) {
        byte[] bytes = new byte[length];
        b.get(at, bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    @Override
    public Inode root() {
        return new Inode(1, 0040755, 0, 0, 0, Instant.EPOCH, 2);
    }

    private byte[] folder(Inode folder) throws IOException {
        if (folder.number() == 1 && bits != 32) {
            return blocks.read(rootStart, rootSize).array();
        }
        long first = folder.number() == 1 ? rootCluster : firstClusters.get(folder.number());
        List<Extent> extents = chain(first);
        long size = extents.stream().mapToLong(Extent::count).sum() * clusterSize;
        try (InputStream in = new ExtentStream(part(), clusterSize, extents, size)) {
            return in.readAllBytes();
        }
    }

    /** The clusters; the first one has the number 2. */
    private Blocks part() {
        return blocks.part(data, clusters * clusterSize);
    }

    private List<Extent> chain(long first) throws IOException {
        List<Extent> extents = new ArrayList<>();
        long logical = 0;
        long cluster = first;
        while (cluster >= 2 && cluster < clusters + 2) {
            if (logical > clusters) {
                throw new DamagedImageException("its FAT has a chain without end");
            }
            extents.add(new Extent(logical, cluster - 2, 1));
            logical++;
            cluster = next(cluster);
        }
        return extents;
    }

    private long next(long cluster) throws IOException {
        return switch (bits) {
            case 32 -> blocks.read(fat + 4 * cluster, 4).getInt() & 0x0FFFFFFFL;
            case 16 -> blocks.read(fat + 2 * cluster, 2).getShort() & 0xFFFFL;
            default -> {
                int pair = blocks.read(fat + cluster + cluster / 2, 2).getShort() & 0xFFFF;
                yield cluster % 2 == 0 ? pair & 0xFFF : pair >> 4;
            }
        };
    }

    @Override
    public SortedMap<String, Inode> list(Inode folder) throws IOException {
        SortedMap<String, Inode> found = new TreeMap<>();
        ByteBuffer b = ByteBuffer.wrap(folder(folder)).order(ByteOrder.LITTLE_ENDIAN);
        var longName = new StringBuilder();
        for (int at = 0; at + 32 <= b.limit() && b.get(at) != 0; at += 32) {
            int attributes = b.get(at + 11) & 0xFF;
            if ((b.get(at) & 0xFF) == DELETED) {
                longName.setLength(0);
            } else if (attributes == LONG_NAME) {
                longName.insert(0, longPart(b, at));
            } else {
                String name = longName.isEmpty() ? shortName(b, at) : utf8(longName.toString());
                longName.setLength(0);
                if ((attributes & LABEL) == 0 && !name.equals(".") && !name.equals("..")) {
                    found.put(FileNames.checked(name), inode(b, at, (attributes & FOLDER) != 0));
                }
            }
        }
        return found;
    }

    private static String longPart(ByteBuffer b, int at) {
        var part = new StringBuilder();
        for (int offset : new int[] {1, 3, 5, 7, 9, 14, 16, 18, 20, 22, 24, 28, 30}) {
            char c = b.getChar(at + offset);
            if (c == 0) {
                break;
            }
            part.append(c);
        }
        return part.toString();
    }

    /** The bytes that Linux shows with {@code iocharset=utf8}. */
    private static String utf8(String name) {
        return new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private static String shortName(ByteBuffer b, int at) {
        int flags = b.get(at + 12);
        String base = text(b, at, 8).stripTrailing();
        String end = text(b, at + 8, 3).stripTrailing();
        base = base.startsWith("\u0005") ? "\u00e5" + base.substring(1) : base;
        base = (flags & 0x08) != 0 ? base.toLowerCase(Locale.ROOT) : base;
        end = (flags & 0x10) != 0 ? end.toLowerCase(Locale.ROOT) : end;
        return end.isEmpty() ? base : base + "." + end;
    }

    private Inode inode(ByteBuffer b, int at, boolean folder) {
        long first = b.getShort(at + 26) & 0xFFFFL;
        if (bits == 32) {
            first |= (b.getShort(at + 20) & 0xFFFFL) << 16;
        }
        long number = folder ? first : nextNumber++;
        firstClusters.put(number, first);
        return new Inode(
                number,
                folder ? 0040755 : 0100644,
                0,
                0,
                folder ? 0 : b.getInt(at + 28) & 0xFFFFFFFFL,
                time(b.getShort(at + 24) & 0xFFFF, b.getShort(at + 22) & 0xFFFF),
                1);
    }

    private static Instant time(int date, int time) {
        try {
            return LocalDateTime.of(
                            1980 + (date >> 9),
                            date >> 5 & 15,
                            date & 31,
                            time >> 11,
                            time >> 5 & 63,
                            Math.min(59, (time & 31) * 2))
                    .toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return Instant.EPOCH; // never set
        }
    }

    @Override
    public InputStream open(Inode file) throws IOException {
        List<Extent> chain = chain(firstClusters.get(file.number()));
        if (chain.size() * (long) clusterSize < file.size()) {
            throw new DamagedImageException("its FAT has a file that is shorter than it claims");
        }
        return new ExtentStream(part(), clusterSize, chain, file.size());
    }

    @Override
    public String target(Inode link) {
        throw new IllegalArgumentException("FAT has no symbolic links");
    }

    @Override
    public Map<String, byte[]> attributes(Inode file) {
        return Map.of();
    }
}
