// SPDX-License-Identifier: Apache-2.0
package dev.dib.test;

import dev.dib.element.Element;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Trees that tests start from, kept in the cache of the user.
 *
 * <pre>
 * cache/
 *   test-bases/
 *     KEY.tar      a tree; its time is that of its last use
 * </pre>
 *
 * The key is a hash of all that the tree is made from but the network: elements, variables, architecture, plugin. A tree
 * appears by rename, so that tests at the same time do not disturb each other: the last one that is made stays. One that was
 * not used for two weeks is removed when another is added.
 */
final class BaseTrees {

    private static final Duration KEPT = Duration.ofDays(14);

    private final Path folder;

    BaseTrees(Path cache) {
        this.folder = cache.resolve("test-bases");
    }

    /** A tree that is kept, which now is one that was used. */
    Optional<Path> find(String key, Instant now) throws IOException {
        Path tree = folder.resolve(key + ".tar");
        try {
            Files.setLastModifiedTime(tree, FileTime.from(now));
            return Optional.of(tree);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** A path in the cache for a tree that is not finished yet. */
    Path unfinished(String name) throws IOException {
        return Files.createDirectories(folder).resolve(name + ".part");
    }

    Path publish(Path unfinished, String key, Instant now) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(now.minus(KEPT))) {
                    Files.deleteIfExists(file);
                }
            }
        }
        return Files.move(
                unfinished,
                folder.resolve(key + ".tar"),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * The key of a tree.
     *
     * @param elements all elements that make it
     * @param variables what their hooks get
     * @param further whatever else it depends on
     */
    static String key(List<Element> elements, Map<String, String> variables, List<String> further) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            further.forEach(word -> update(digest, word));
            new TreeMap<>(variables).forEach((name, value) -> update(digest, name + "=" + value));
            for (Element element : elements) {
                update(digest, element.name());
                update(digest, element.directory());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static void update(MessageDigest digest, Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted().toList()) {
                update(digest, directory.relativize(path).toString());
                if (Files.isSymbolicLink(path)) {
                    update(digest, "-> " + Files.readSymbolicLink(path));
                } else if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                    update(digest, Files.isExecutable(path) ? "x" : "-");
                    update(digest, Files.readAllBytes(path));
                }
            }
        }
    }

    private static void update(MessageDigest digest, String text) {
        update(digest, text.getBytes(StandardCharsets.UTF_8));
    }

    /** With its length before it, so that what follows cannot be taken for a part of it. */
    private static void update(MessageDigest digest, byte[] bytes) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        digest.update(bytes);
    }
}
