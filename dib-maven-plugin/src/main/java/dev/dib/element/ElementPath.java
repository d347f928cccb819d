// SPDX-License-Identifier: Apache-2.0
package dev.dib.element;

import dev.dib.problem.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * All elements that can be had, by name. Where two places have one of the same name, the earlier place wins, and its folder
 * replaces the other as a whole: that is how an element is overridden.
 */
public final class ElementPath {

    private final Map<String, Element> elements;
    private final List<String> overrides;

    private ElementPath(Map<String, Element> elements, List<String> overrides) {
        this.elements = elements;
        this.overrides = List.copyOf(overrides);
    }

    /**
     * Looks into folders.
     *
     * @param folders folders whose sub-folders are elements, the first first
     * @throws dev.dib.problem.ProblemException if one of them is no folder, or an element cannot be read
     */
    public static ElementPath of(List<Path> folders) throws IOException {
        var problems = new Problems();
        Map<String, Element> elements = new TreeMap<>();
        List<String> overrides = new ArrayList<>();
        for (Path folder : folders) {
            if (!Files.isDirectory(folder)) {
                problems.add("elementsPath", folder + " is not a folder", "name a folder that holds elements");
                continue;
            }
            for (Path directory : children(folder)) {
                Element element = ElementDirectory.read(directory);
                if (!ElementDirectory.NAME.matcher(element.name()).matches()) {
                    problems.add(
                            directory.toString(),
                            "leads to '" + element.directory() + "', whose name is none of an element",
                            "rename that folder");
                    continue;
                }
                Element earlier = elements.putIfAbsent(element.name(), element);
                if (earlier != null) {
                    overrides.add(earlier.directory() + " overrides " + element.directory());
                }
            }
        }
        problems.throwIfAny();
        return new ElementPath(elements, overrides);
    }

    private static List<Path> children(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.filter(Files::isDirectory)
                    .filter(child -> ElementDirectory.NAME
                            .matcher(child.getFileName().toString())
                            .matches())
                    .sorted()
                    .toList();
        }
    }

    public Optional<Element> find(String name) {
        return Optional.ofNullable(elements.get(name));
    }

    public Set<String> names() {
        return elements.keySet();
    }

    /** Which folders override which, one sentence each. */
    public List<String> overrides() {
        return overrides;
    }
}
