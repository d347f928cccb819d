// SPDX-License-Identifier: Apache-2.0
package dev.dib.disk;

import dev.dib.disk.lvm.VolumeId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * Ids of a disk and of what is on it, all derived from one seed and a name: equal seeds give equal disks.
 *
 * @param seed the name space (RFC 4122, section 4.3)
 */
record Identities(UUID seed) {

    /** A name-based UUID (version 5). */
    UUID uuid(String name) {
        ByteBuffer hash = ByteBuffer.wrap(sha1(name));
        long high = (hash.getLong() & ~0xf000L) | 0x5000L;
        long low = (hash.getLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    /** A 32-bit number that is not 0, for MBR signatures and FAT serial numbers. */
    int serial(String name) {
        return (int) (uuid(name).getMostSignificantBits() >>> 32) | 1;
    }

    /** An id for LVM. */
    VolumeId volume(String name) {
        // one hash has 20 bytes, an id has 32 letters
        ByteBuffer bytes = ByteBuffer.allocate(40).put(sha1(name + ":1")).put(sha1(name + ":2"));
        byte[] letters = new byte[VolumeId.LENGTH];
        bytes.flip().get(letters);
        return VolumeId.of(letters);
    }

    private byte[] sha1(String name) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-1");
            digest.update(ByteBuffer.allocate(16)
                    .putLong(seed.getMostSignificantBits())
                    .putLong(seed.getLeastSignificantBits())
                    .flip());
            return digest.digest(name.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
