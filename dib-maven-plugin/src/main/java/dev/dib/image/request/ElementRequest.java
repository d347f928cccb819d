// SPDX-License-Identifier: Apache-2.0
package dev.dib.image.request;

import dev.dib.element.Element;
import dev.dib.element.ElementGraph;
import dev.dib.element.ElementPath;
import dev.dib.problem.Problems;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The elements of an image. Words that are blank or null were not said.
 *
 * @param elements those that are wanted
 * @param folders where elements are, the first first; {@code ELEMENTS_PATH} follows
 * @param unpacked where those of the project's dependencies are, which come last
 * @param skipBase whether to leave out base ({@code SKIP_BASE=1})
 * @param ramdisk whether the image is a ramdisk
 * @param ramdiskElement the element that makes a ramdisk of a tree ({@code RAMDISK_ELEMENT})
 * @param architecture as in {@link ImageRequest}
 */
public record ElementRequest(
        List<String> elements,
        List<Path> folders,
        Path unpacked,
        boolean skipBase,
        boolean ramdisk,
        String ramdiskElement,
        String architecture) {

    /**
     * Checks and expands.
     *
     * @param elsewhere elements that are not in the folders but could be: the name, and what to do to have it; asked only if an
     *     element is missing
     * @param notes hears which folders of elements override which
     * @param problems gets everything that is wrong
     * @return all elements of the image that are there, by name
     */
    public List<Element> check(
            Variables variables, Supplier<Map<String, String>> elsewhere, Consumer<String> notes, Problems problems)
            throws IOException {
        // what is wrong with it is told where the image is asked for
        String wantedArchitecture = Architecture.check(architecture, variables, new Problems());
        boolean withoutBase = skipBase
                || variables
                        .said("SKIP_BASE")
                        .filter(said -> said.text().equals("1"))
                        .isPresent();
        List<String> wanted = new ArrayList<>(ElementGraph.withDefaults(elements, wantedArchitecture, withoutBase));
        if (ramdisk) {
            wanted.add(variables
                    .said("ramdiskElement", ramdiskElement, "RAMDISK_ELEMENT")
                    .map(Said::text)
                    .orElse("ramdisk"));
        }
        ElementPath path = ElementPath.of(path(variables), problems);
        path.overrides().forEach(notes);
        return ElementGraph.expand(wanted, path, elsewhere, problems);
    }

    private List<Path> path(Variables variables) {
        Stream<Path> ofVariable = variables.said("ELEMENTS_PATH").stream()
                .flatMap(said -> Arrays.stream(said.text().split(":", -1)))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder).toAbsolutePath());
        return Stream.of(folders.stream(), ofVariable, Stream.of(unpacked))
                .flatMap(part -> part)
                .distinct()
                .toList();
    }
}
