// SPDX-License-Identifier: Apache-2.0
package dev.dib.element;

import dev.dib.problem.Problem;
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

    /** An element and what is wrong with it: that counts only if it becomes part of an image. */
    private record Found(Element element, List<Problem> problems) {}

    private final Map<String, Found> elements;
    private final List<String> overrides;

    private ElementPath(Map<String, Found> elements, List<String> overrides) {
        this.elements = elements;
        this.overrides = List.copyOf(overrides);
    }

    /**
     * Looks into folders.
     *
     * @param folders folders whose sub-folders are elements, the first first
     * @throws dev.dib.problem.ProblemException if one of them is no folder of elements
     */
    public static ElementPath of(List<Path> folders) throws IOException {
        var problems = new Problems();
        ElementPath path = of(folders, problems);
        problems.throwIfAny();
        return path;
    }

    /**
     * Looks into folders.
     *
     * @param folders folders whose sub-folders are elements, the first first
     * @param problems gets what is no folder of elements
     */
    public static ElementPath of(List<Path> folders, Problems problems) throws IOException {
        Map<String, Found> elements = new TreeMap<>();
        List<String> overrides = new ArrayList<>();
        for (Path folder : folders) {
            if (!isGood(folder, problems)) {
                continue;
            }
            for (Path directory : children(folder)) {
                var mine = new Problems();
                Element element = ElementDirectory.read(directory, mine);
                if (!ElementDirectory.NAME.matcher(element.name()).matches()) {
                    problems.add(
                            directory.toString(),
                            "leads to '" + element.directory() + "', whose name is none of an element",
                            "rename that folder");
                    continue;
                }
                Found earlier = elements.putIfAbsent(element.name(), new Found(element, mine.list()));
                if (earlier != null) {
                    overrides.add(earlier.element().directory() + " overrides " + element.directory());
                }
            }
        }
        return new ElementPath(elements, overrides);
    }

    private static boolean isGood(Path folder, Problems problems) {
        if (!Files.isDirectory(folder)) {
            problems.add("elementsPath", folder + " is not a folder", "name a folder that holds elements");
        } else if (!Files.isReadable(folder) || !Files.isExecutable(folder)) {
            problems.add("elementsPath", folder + " must not be read by the user who builds", "chmod a+rX it");
        } else if (Files.exists(folder.resolve("element-deps")) || Files.exists(folder.resolve("element-provides"))) {
            problems.add(
                    "elementsPath", folder + " is an element, not a folder of elements", "name the folder above it");
        } else {
            return true;
        }
        return false;
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
        return Optional.ofNullable(elements.get(name)).map(Found::element);
    }

    /** What is wrong with an element. */
    List<Problem> problemsOf(String name) {
        return Optional.ofNullable(elements.get(name)).map(Found::problems).orElse(List.of());
    }

    public Set<String> names() {
        return elements.keySet();
    }

    /** Which folders override which, one sentence each. */
    public List<String> overrides() {
        return overrides;
    }
}
