// SPDX-License-Identifier: Apache-2.0
package dev.dib.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What a build could leave behind in the folder of a {@link TinyImage}, and on the host. */
record Leftovers(Path directory) {

    /** Folders on which a test may have mounted something itself. */
    private static final Set<String> PLACES = Set.of("work", "target", "cache");

    List<String> list() throws IOException {
        List<String> left = new ArrayList<>();
        Path target = directory.resolve("target");
        files(target).filter(file -> !file.endsWith("dib")).forEach(file -> left.add("file " + file));
        for (Path folder : List.of(target.resolve("dib/scratch"), directory.resolve("work"))) {
            files(folder).forEach(file -> left.add("scratch " + file));
        }
        for (String unfinished : List.of("image.part", "image/convert")) {
            Path folder = target.resolve("dib").resolve(unfinished);
            for (Path path : List.of(folder, folder.resolveSibling(folder.getFileName() + ".sandbox-lock"))) {
                if (Files.exists(path)) {
                    left.add("unfinished " + path);
                }
            }
        }
        mounts().forEach(mount -> left.add("mount " + mount));
        processes().forEach(process -> left.add("process " + process));
        return left;
    }

    private static Stream<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return Stream.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList().stream();
        }
    }

    private List<String> mounts() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/mounts")).stream()
                .map(line -> line.split(" ", -1)[1])
                .filter(point -> Path.of(point).startsWith(directory))
                .filter(point ->
                        !PLACES.contains(directory.relativize(Path.of(point)).toString()))
                .toList();
    }

    /** The command lines of processes whose environment names the folder: hooks and what they started. */
    private List<String> processes() throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            for (Path process : processes
                    .filter(path -> path.getFileName().toString().matches("[0-9]+"))
                    .toList()) {
                try {
                    if (Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1)
                            .contains(directory.toString())) {
                        found.add(Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1)
                                .replace('\0', ' '));
                    }
                } catch (IOException e) {
                    // it ended meanwhile, or belongs to somebody else
                }
            }
        }
        return found;
    }
}
