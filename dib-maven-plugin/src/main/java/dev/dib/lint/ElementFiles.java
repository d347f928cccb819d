// SPDX-License-Identifier: Apache-2.0
package dev.dib.lint;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The text files of an element: those that are UTF-8 and not large. Links are not followed.
 *
 * @param directory the folder of the element
 * @param all by path
 */
record ElementFiles(Path directory, List<ElementFile> all) {

    /** No script is as large. */
    private static final long MAX_BYTES = 1 << 20;

    /** What {@link dev.dib.hook.HookTree} leaves out. */
    private static final Pattern NOT_MERGED = Pattern.compile("(tests|__pycache__|META-INF)/.*|(.*/)?\\..*");

    ElementFiles {
        all = List.copyOf(all);
    }

    static ElementFiles read(Path directory) throws IOException {
        List<ElementFile> all = new ArrayList<>();
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted().toList()) {
                if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) && Files.size(path) <= MAX_BYTES) {
                    boolean executable = isExecutable(path);
                    text(path)
                            .ifPresent(text -> all.add(
                                    new ElementFile(directory.relativize(path).toString(), text, executable)));
                }
            }
        }
        return new ElementFiles(directory, all);
    }

    private static Optional<String> text(Path path) throws IOException {
        try {
            return Optional.of(Files.readString(path)).filter(text -> text.indexOf('\0') < 0);
        } catch (CharacterCodingException e) {
            // no text, so no rule has anything to say
            return Optional.empty();
        }
    }

    private static boolean isExecutable(Path path) throws IOException {
        return Files.getPosixFilePermissions(path).contains(PosixFilePermission.OWNER_EXECUTE);
    }

    Optional<ElementFile> find(String path) {
        return all.stream().filter(file -> file.path().equals(path)).findFirst();
    }

    /**
     * The paths of hooks, commands and the like, which must differ in all elements of an image: what lies directly in a folder of
     * the element.
     */
    List<String> mergedPaths() throws IOException {
        try (Stream<Path> paths = Files.walk(directory, 2)) {
            return paths.map(directory::relativize)
                    .filter(path -> path.getNameCount() == 2)
                    .filter(path -> !Files.isDirectory(directory.resolve(path), LinkOption.NOFOLLOW_LINKS))
                    .map(Path::toString)
                    .filter(path -> !NOT_MERGED.matcher(path).matches())
                    .sorted()
                    .toList();
        }
    }

    Stream<ElementFile> shells() {
        return all.stream().filter(ElementFile::isShell);
    }
}
