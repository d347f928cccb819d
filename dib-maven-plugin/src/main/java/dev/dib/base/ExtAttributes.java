// SPDX-License-Identifier: Apache-2.0
package dev.dib.base;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** Extended attributes of ext2, 3 and 4: some in the inode, others in a block of their own or as content of an inode. */
final class ExtAttributes {

    private static final int MAGIC = 0xEA020000;
    private static final int IN_BLOCK = 32;
    private static final int LARGEST_VALUE = 65536;

    /** The content of an inode that holds a large value. */
    interface Values {
        byte[] of(long inode) throws IOException;
    }

    private final Blocks blocks;
    private final int blockSize;
    private final Values values;

    ExtAttributes(Blocks blocks, int blockSize, Values values) {
        this.blocks = blocks;
        this.blockSize = blockSize;
        this.values = values;
    }

    /** What {@code getxattr(2)} would show. */
    Map<String, byte[]> of(ByteBuffer inode) throws IOException {
        Map<String, byte[]> found = all(inode);
        found.remove("system.data"); // small content, which is no attribute
        return found;
    }

    /** The part of small content that does not fit instead of the map of blocks. */
    byte[] inlineData(ByteBuffer inode) throws IOException {
        return all(inode).getOrDefault("system.data", new byte[0]);
    }

    private Map<String, byte[]> all(ByteBuffer inode) throws IOException {
        Map<String, byte[]> found = new TreeMap<>();
        if (inode.capacity() > 128) {
            int start = 128 + (inode.getShort(128) & 0xFFFF);
            if (start + 8 <= inode.capacity() && inode.getInt(start) == MAGIC) {
                ByteBuffer body =
                        inode.slice(start + 4, inode.capacity() - start - 4).order(inode.order());
                entries(body, 0, found);
            }
        }
        long block = (inode.getInt(104) & 0xFFFFFFFFL) | (inode.getShort(118) & 0xFFFFL) << 32;
        if (block != 0) {
            ByteBuffer body = blocks.read(block * blockSize, blockSize);
            if (body.getInt(0) != MAGIC) {
                throw new DamagedImageException("it has a damaged block of attributes");
            }
            entries(body, IN_BLOCK, found);
        }
        return found;
    }

    /** @param body what offsets of values count from */
    private void entries(ByteBuffer body, int start, Map<String, byte[]> found) throws IOException {
        int at = start;
        while (at + 4 <= body.limit() && body.getInt(at) != 0) {
            int nameLength = body.get(at) & 0xFF;
            if (at + 16 + nameLength > body.limit()) {
                throw new DamagedImageException("it has a damaged attribute");
            }
            byte[] name = new byte[nameLength];
            body.get(at + 16, name);
            int offset = body.getShort(at + 2) & 0xFFFF;
            long inode = body.getInt(at + 4) & 0xFFFFFFFFL;
            int size = body.getInt(at + 8);
            if (size < 0 || size > LARGEST_VALUE || (inode == 0 && offset + size > body.limit())) {
                throw new DamagedImageException("it has a damaged attribute");
            }
            byte[] value = new byte[size];
            if (inode == 0) {
                body.get(offset, value);
            } else {
                value = values.of(inode);
            }
            put(body.get(at + 1), new String(name, StandardCharsets.UTF_8), value, found);
            at += (16 + nameLength + 3) & ~3;
        }
    }

    private static void put(int index, String name, byte[] value, Map<String, byte[]> found) throws IOException {
        switch (index) {
            case 1 -> found.put("user." + name, value);
            case 2 -> found.put("system.posix_acl_access", AccessControl.fromExt(value));
            case 3 -> found.put("system.posix_acl_default", AccessControl.fromExt(value));
            case 4 -> found.put("trusted." + name, value);
            case 6 -> found.put("security." + name, value);
            case 7 -> found.put("system." + name, value);
            default -> {
                return; // of other systems; Linux does not show it either
            }
        }
    }
}
