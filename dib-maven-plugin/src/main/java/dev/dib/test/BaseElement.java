// SPDX-License-Identifier: Apache-2.0
package dev.dib.test;

import dev.dib.element.Element;
import dev.dib.hook.Phase;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.codehaus.plexus.util.FileUtils;

/**
 * The element that stands in for the base in a test: its root.d unpacks the tree that is kept. It provides the names of the
 * elements that made the tree, so that their hooks do not run a second time, and brings what they have besides: environment,
 * commands, files, and the hooks of phases that the tree has not seen yet.
 */
final class BaseElement {

    static final String NAME = "dib-test-base";

    /** Where the script finds the tree. */
    static final String VARIABLE = "DIB_TEST_BASE_TREE";

    /** The tree is kept as it is after this phase. */
    static final Phase LAST = Phase.POST_INSTALL;

    private static final Set<String> DONE = Arrays.stream(Phase.values())
            .filter(phase -> phase.compareTo(LAST) <= 0)
            .map(Phase::folder)
            .collect(Collectors.toUnmodifiableSet());

    private static final Set<String> NOT_MERGED = Set.of("tests", "__pycache__", "META-INF");

    private static final String UNPACK = """
            #!/bin/bash
            set -eu
            set -o pipefail
            # DIB_DEBUG_TRACE would only show what stands here
            tar --extract --file="$%s" --directory="$TARGET_ROOT" --numeric-owner --same-permissions --same-owner \\
                --xattrs --xattrs-include='*' --acls
            """;

    private BaseElement() {}

    /**
     * Writes it into a folder of its own below another.
     *
     * @param made the elements that made the tree
     */
    static void writeBelow(Path folder, List<Element> made) throws IOException {
        Path directory = folder.resolve(NAME);
        FileUtils.deleteDirectory(directory.toFile());
        Path script =
                Files.createDirectories(directory.resolve(Phase.ROOT.folder())).resolve("00-" + NAME);
        Files.writeString(script, UNPACK.formatted(VARIABLE));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        Set<String> provided = new TreeSet<>();
        for (Element element : made) {
            provided.add(element.name());
            provided.addAll(element.provides());
            for (Path child : children(element.directory())) {
                String name = child.getFileName().toString();
                if (Files.isDirectory(child) && !DONE.contains(name) && !NOT_MERGED.contains(name)) {
                    copy(child, directory.resolve(name));
                }
            }
        }
        Files.write(directory.resolve("element-provides"), provided);
    }

    private static List<Path> children(Path directory) throws IOException {
        try (Stream<Path> children = Files.list(directory)) {
            return children.sorted().toList();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Files.createDirectories(to.resolve(from.relativize(folder)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(
                        file,
                        to.resolve(from.relativize(file)),
                        StandardCopyOption.COPY_ATTRIBUTES,
                        StandardCopyOption.REPLACE_EXISTING,
                        LinkOption.NOFOLLOW_LINKS);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
