// SPDX-License-Identifier: Apache-2.0
package dev.dib.packages;

import dev.dib.element.Element;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Elements with declarations, for tests. */
final class Declared {

    private final Path directory;
    private final List<Element> elements = new ArrayList<>();

    Declared(Path directory) {
        this.directory = directory;
    }

    /** Adds an element with a {@code package-installs.yaml}. */
    Declared installs(String element, String yaml) throws IOException {
        return file(element, "package-installs.yaml", yaml);
    }

    Declared file(String name, String file, String content) throws IOException {
        Path folder = Files.createDirectories(directory.resolve(name));
        Files.writeString(folder.resolve(file), content);
        var element = new Element(name, folder, List.of(), List.of());
        if (!elements.contains(element)) {
            elements.add(element);
        }
        return this;
    }

    PackageDeclarations read() throws IOException {
        return PackageDeclarations.read(elements);
    }

    PackageDecisions decide(Map<String, String> environment) throws IOException {
        return read().decide(environment);
    }

    /** A table of the phase install.d, with blanks for tabs. */
    List<String> table(String table, Map<String, String> environment) throws IOException {
        return table("install.d", table, environment);
    }

    List<String> table(String phase, String table, Map<String, String> environment) throws IOException {
        return decide(environment).lines(phase, table).stream()
                .map(line -> line.replace('\t', ' '))
                .toList();
    }
}
