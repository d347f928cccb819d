// SPDX-License-Identifier: Apache-2.0
package dev.dib.element;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/** Folders of elements for tests. */
final class Folders {

    private final Path folder;

    Folders(Path folder) {
        this.folder = folder;
    }

    /** Makes an element with what it depends on and what it provides, blanks between the names. */
    Folders element(String name, String dependencies, String provides) throws IOException {
        Path directory = Files.createDirectories(folder.resolve(name));
        Files.write(directory.resolve("element-deps"), List.of(dependencies.split(" ", -1)));
        Files.write(directory.resolve("element-provides"), List.of(provides.split(" ", -1)));
        return this;
    }

    ElementPath path() throws IOException {
        return ElementPath.of(List.of(folder));
    }

    List<String> expand(String... wanted) throws IOException {
        return expand(List.of(wanted));
    }

    List<String> expand(Collection<String> wanted) throws IOException {
        return ElementGraph.expand(wanted, path()).stream().map(Element::name).toList();
    }
}
