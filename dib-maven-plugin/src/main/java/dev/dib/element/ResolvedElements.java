// SPDX-License-Identifier: Apache-2.0
package dev.dib.element;

import dev.dib.document.Documents;
import dev.dib.document.Value;
import dev.dib.problem.Problem;
import dev.dib.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The elements of an image as a file, {@code name: "path"} a line, so that later goals can run alone. */
public final class ResolvedElements {

    private ResolvedElements() {}

    public static void write(List<Element> elements, Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Path unfinished = file.resolveSibling(file.getFileName() + ".part");
        Files.writeString(
                unfinished,
                elements.stream()
                        .map(element -> element.name() + ": \""
                                + element.directory()
                                        .toString()
                                        .replace("\\", "\\\\")
                                        .replace("\"", "\\\"")
                                + "\"\n")
                        .collect(Collectors.joining()));
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * Reads what was written.
     *
     * @throws ProblemException if the file is not there, or names a folder that is gone
     */
    public static List<Element> read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new ProblemException(
                    new Problem(file.toString(), "is not there", "run the goal dib:resolve first, it writes it"));
        }
        List<Element> elements = new ArrayList<>();
        if (Documents.read(file) instanceof Value.Mapping mapping) {
            for (Map.Entry<String, Value> entry : mapping.entries().entrySet()) {
                elements.add(read(entry.getValue()));
            }
        }
        return List.copyOf(elements);
    }

    private static Element read(Value value) throws IOException {
        if (value instanceof Value.Scalar path && Files.isDirectory(Path.of(path.text()))) {
            return ElementDirectory.read(Path.of(path.text()));
        }
        throw new ProblemException(new Problem(
                value.at().toString(), "names a folder that is not there", "run the goal dib:resolve again"));
    }
}
