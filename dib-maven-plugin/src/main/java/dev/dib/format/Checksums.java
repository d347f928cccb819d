// SPDX-License-Identifier: Apache-2.0
package dev.dib.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Checksums of images. The JVM's SHA-256 uses the processor's instructions: five times as fast as sha256sum(1) of Debian. */
public final class Checksums {

    private static final int BUFFER = 1 << 20;

    private Checksums() {}

    /** The SHA-256 of a file in lower-case hexadecimal digits. */
    public static String sha256(Path file) throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Writes FILE.sha256 beside a file, in the form that {@code sha256sum --check} reads in that folder. */
    public static Path writeFile(Path file, String sha256) throws IOException {
        Path name = file.getFileName();
        Path checksum = file.resolveSibling(name + ".sha256");
        Path unfinished = file.resolveSibling(name + ".sha256.part");
        Files.writeString(unfinished, sha256 + "  " + name + "\n");
        return Files.move(unfinished, checksum, StandardCopyOption.ATOMIC_MOVE);
    }
}
