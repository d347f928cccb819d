// SPDX-License-Identifier: Apache-2.0
package dev.dib.format.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * The ids that formats want for a disk. They come from what the disk begins with: its partition table or super block, which
 * has ids of its own. So the same disk has the same ids, and no two builds share one.
 */
final class DiskIdentity {

    private static final int START = 1 << 20;

    private final byte[] digest;

    private DiskIdentity(byte[] digest) {
        this.digest = digest;
    }

    static DiskIdentity of(FileChannel disk) throws IOException {
        ByteBuffer start = ByteBuffer.allocate((int) Math.min(START, disk.size()));
        Channels.readFully(disk, start, 0);
        MessageDigest sha256;
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
        sha256.update(start);
        sha256.update(ByteBuffer.allocate(Long.BYTES).putLong(0, disk.size()));
        return new DiskIdentity(sha256.digest());
    }

    /** The id for a purpose, such as {@code vdi image}. */
    UUID id(String purpose) {
        byte[] name = purpose.getBytes(StandardCharsets.UTF_8);
        return UUID.nameUUIDFromBytes(ByteBuffer.allocate(digest.length + name.length)
                .put(digest)
                .put(name)
                .array());
    }

    /** A UUID in the order of Microsoft's GUIDs: the first three fields are little-endian. */
    static byte[] guid(UUID id) {
        long first = id.getMostSignificantBits();
        return ByteBuffer.allocate(2 * Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt((int) (first >>> 32))
                .putShort((short) (first >>> 16))
                .putShort((short) first)
                .order(ByteOrder.BIG_ENDIAN)
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    /** A UUID as RFC 4122 writes it: big-endian. */
    static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }
}
