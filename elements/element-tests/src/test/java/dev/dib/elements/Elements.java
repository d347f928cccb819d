// SPDX-License-Identifier: Apache-2.0
package dev.dib.elements;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The modules of the elements in the source tree. */
final class Elements {

    private Elements() {}

    /** The folder that holds all modules. */
    static Path modules() {
        return Path.of("").toAbsolutePath().getParent();
    }

    /** The names of all elements, in order. */
    static List<String> names() {
        try (Stream<Path> folders = Files.list(modules())) {
            return folders.filter(folder -> Files.isDirectory(folder.resolve("src/main/element")))
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The content of an element. */
    static Path content(String element) {
        return modules().resolve(element).resolve("src/main/element");
    }

    /** A file of an element, by its path in it. */
    static Path file(String element, String path) {
        return content(element).resolve(path);
    }

    /** All regular files of an element, in order. */
    static List<Path> files(String element) {
        try (Stream<Path> files = Files.walk(content(element))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
