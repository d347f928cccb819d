// SPDX-License-Identifier: Apache-2.0
package dev.dib.elements;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;

/** Puts files into a temporary folder. */
record Folder(Path path) {

    /** Writes a file with mode 0644, and the folders above it. */
    Path write(String name, String content) throws IOException {
        Path file = path.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        return file;
    }

    /** Writes a program. */
    Path script(String name, String content) throws IOException {
        Path file = write(name, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return file;
    }

    /** Writes a program that appends its name and arguments to the file {@code calls} of this folder. */
    void recorder(String name) throws IOException {
        script(name, "#!/bin/sh\necho \"" + name + " $*\" >>" + path.resolve("calls") + "\n");
    }

    /** What recorders have recorded. */
    String calls() throws IOException {
        Path calls = path.resolve("calls");
        return Files.exists(calls) ? Files.readString(calls) : "";
    }

    /** Merges a folder into this one, as the build merges the hooks of elements. */
    void merge(Path source) throws IOException {
        Files.walkFileTree(source, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Files.createDirectories(path.resolve(source.relativize(folder).toString()));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(
                        file,
                        path.resolve(source.relativize(file).toString()),
                        StandardCopyOption.REPLACE_EXISTING,
                        StandardCopyOption.COPY_ATTRIBUTES);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
