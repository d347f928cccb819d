// SPDX-License-Identifier: Apache-2.0
package dev.dib.base;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** ext2, ext3 and ext4, as the kernel's documentation of ext4 describes them on the disk. */
final class ExtFileSystem implements FileSystem {

    private static final int ROOT = 2;
    private static final int EXTENTS = 0x80000;
    private static final int INLINE = 0x10000000;
    private static final int ENCRYPTED = 0x800;
    private static final int INLINE_BYTES = 60;
    private static final int LARGEST_TARGET = 4096;

    /** Far above the folders that there are; a made-up size would be read for years. */
    private static final long LARGEST_FOLDER = 1 << 30;

    /** A folder in the inode starts with the number of its parent. */
    private static final int PARENT = 4;

    private final Blocks blocks;
    private final ExtSuperblock layout;
    private final ExtMapping mapping;
    private final ExtAttributes attributes;

    ExtFileSystem(Blocks blocks) throws IOException {
        this.blocks = blocks;
        this.layout = ExtSuperblock.read(blocks);
        this.mapping = new ExtMapping(blocks, layout.blockSize());
        this.attributes = new ExtAttributes(blocks, layout.blockSize(), this::wholeValue);
    }

    /** Whether the journal holds changes that are not in the file system itself. */
    boolean needsReplay() {
        return layout.needsReplay();
    }

    @Override
    public Inode root() throws IOException {
        return inode(ROOT);
    }

    private ByteBuffer raw(long number) throws IOException {
        if (number < 1 || number > layout.inodes()) {
            throw new DamagedImageException("it refers to inode " + number);
        }
        long group = (number - 1) / layout.inodesPerGroup();
        ByteBuffer descriptor = blocks.read(layout.descriptorOffset(group), layout.descriptorSize());
        long table = descriptor.getInt(8) & 0xFFFFFFFFL;
        if (layout.descriptorSize() >= 64) {
            table |= (descriptor.getInt(0x28) & 0xFFFFFFFFL) << 32;
        }
        long index = (number - 1) % layout.inodesPerGroup();
        return blocks.read(table * layout.blockSize() + index * layout.inodeSize(), layout.inodeSize());
    }

    private Inode inode(long number) throws IOException {
        ByteBuffer raw = raw(number);
        long seconds = raw.getInt(16);
        int nanoseconds = 0;
        if (raw.capacity() >= 140 && raw.getShort(128) >= 12) {
            int extra = raw.getInt(136);
            seconds += (long) (extra & 3) << 32;
            nanoseconds = extra >>> 2;
        }
        return new Inode(
                number,
                raw.getShort(0) & 0xFFFF,
                id(raw, 2, 120),
                id(raw, 24, 122),
                (raw.getInt(4) & 0xFFFFFFFFL) | (raw.getInt(108) & 0xFFFFFFFFL) << 32,
                Instant.ofEpochSecond(seconds, nanoseconds),
                raw.getShort(26) & 0xFFFF);
    }

    private static long id(ByteBuffer raw, int low, int high) {
        return (raw.getShort(low) & 0xFFFFL) | (raw.getShort(high) & 0xFFFFL) << 16;
    }

    @Override
    public InputStream open(Inode file) throws IOException {
        ByteBuffer raw = raw(file.number());
        int flags = raw.getInt(32);
        if ((flags & ENCRYPTED) != 0) {
            throw new DamagedImageException("it holds encrypted files");
        }
        if ((flags & INLINE) != 0) {
            return new ByteArrayInputStream(inline(raw, file.size()));
        }
        byte[] map = new byte[INLINE_BYTES];
        raw.get(40, map);
        ByteBuffer tree = ByteBuffer.wrap(map).order(ByteOrder.LITTLE_ENDIAN);
        var extents = (flags & EXTENTS) != 0
                ? mapping.ofTree(tree)
                : mapping.ofPointers(tree, (file.size() + layout.blockSize() - 1) / layout.blockSize());
        return new ExtentStream(blocks, layout.blockSize(), extents, file.size());
    }

    /** Small content stands in the inode: 60 bytes instead of the map, what is more in an attribute. */
    private byte[] inline(ByteBuffer raw, long size) throws IOException {
        byte[] rest = attributes.inlineData(raw);
        if (size > INLINE_BYTES + rest.length) {
            throw new DamagedImageException("it has a file with less content than it claims");
        }
        byte[] content = new byte[(int) size];
        int first = Math.min(content.length, INLINE_BYTES);
        raw.get(40, content, 0, first);
        System.arraycopy(rest, 0, content, first, content.length - first);
        return content;
    }

    @Override
    public SortedMap<String, Inode> list(Inode folder) throws IOException {
        if (folder.size() > LARGEST_FOLDER) {
            throw new DamagedImageException("it has a folder of " + folder.size() + " bytes");
        }
        SortedMap<String, Inode> found = new TreeMap<>();
        if ((raw(folder.number()).getInt(32) & INLINE) != 0) {
            byte[] content = inline(raw(folder.number()), folder.size());
            if (content.length < PARENT) {
                throw new DamagedImageException("it has a damaged folder");
            }
            // what is in the attribute is a second run of entries
            int first = Math.min(content.length, INLINE_BYTES);
            entries(ByteBuffer.wrap(content, PARENT, first - PARENT).slice(), found);
            entries(ByteBuffer.wrap(content, first, content.length - first).slice(), found);
            return found;
        }
        try (InputStream in = open(folder)) {
            byte[] block = in.readNBytes(layout.blockSize());
            while (block.length > 0) {
                entries(ByteBuffer.wrap(block), found);
                block = in.readNBytes(layout.blockSize());
            }
        }
        return found;
    }

    private void entries(ByteBuffer block, SortedMap<String, Inode> found) throws IOException {
        ByteBuffer b = block.order(ByteOrder.LITTLE_ENDIAN);
        int at = 0;
        while (at + 8 <= b.limit()) {
            int length = b.getShort(at + 4) & 0xFFFF;
            if (length == 0 || length == 0xFFFF) {
                length = 0x10000; // blocks of 64 KiB
            }
            int nameLength = b.get(at + 6) & 0xFF;
            if (length < 8 || nameLength > length - 8 || at + 8 + nameLength > b.limit()) {
                throw new DamagedImageException("it has a damaged folder");
            }
            long number = b.getInt(at) & 0xFFFFFFFFL;
            if (number != 0) {
                byte[] name = new byte[nameLength];
                b.get(at + 8, name);
                put(new String(name, StandardCharsets.ISO_8859_1), number, found);
            }
            at += length;
        }
    }

    private void put(String name, long number, SortedMap<String, Inode> found) throws IOException {
        if (!name.equals(".") && !name.equals("..")) {
            found.put(FileNames.checked(name), inode(number));
        }
    }

    @Override
    public String target(Inode link) throws IOException {
        if (link.size() > LARGEST_TARGET) {
            throw new DamagedImageException("it has a symbolic link of " + link.size() + " bytes");
        }
        ByteBuffer raw = raw(link.number());
        byte[] target = new byte[(int) link.size()];
        if (link.size() < INLINE_BYTES && (raw.getInt(32) & (EXTENTS | INLINE)) == 0) {
            raw.get(40, target);
        } else {
            try (InputStream in = open(link)) {
                target = in.readAllBytes();
            }
        }
        return new String(target, StandardCharsets.ISO_8859_1);
    }

    @Override
    public Map<String, byte[]> attributes(Inode file) throws IOException {
        return attributes.of(raw(file.number()));
    }

    private byte[] wholeValue(long number) throws IOException {
        try (InputStream in = open(inode(number))) {
            return in.readAllBytes();
        }
    }
}
