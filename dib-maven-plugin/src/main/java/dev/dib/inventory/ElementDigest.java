// SPDX-License-Identifier: Apache-2.0
package dev.dib.inventory;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * The digest of a folder: SHA-256 over its regular files and symbolic links by path, each with its path, {@code x} if it is
 * executable, {@code l} if it is a link, else {@code f}, its length and its content (of a link: where it leads to).
 */
public final class ElementDigest {

    private ElementDigest() {}

    public static String of(Path folder) throws IOException {
        MessageDigest digest = sha256();
        for (Path file : files(folder)) {
            boolean link = Files.isSymbolicLink(file);
            byte[] content = link ? Files.readSymbolicLink(file).toString().getBytes(UTF_8) : Files.readAllBytes(file);
            String kind = link ? "l" : Files.isExecutable(file) ? "x" : "f";
            digest.update((folder.relativize(file) + "\0" + kind + content.length + "\0").getBytes(UTF_8));
            digest.update(content);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
