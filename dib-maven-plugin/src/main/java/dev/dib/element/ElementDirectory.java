// SPDX-License-Identifier: Apache-2.0
package dev.dib.element;

import dev.dib.problem.Problem;
import dev.dib.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Reads an element from its folder. */
public final class ElementDirectory {

    /** What an element may be called: it becomes an artifactId, a path and a word in a shell. */
    public static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.+-]*");

    private ElementDirectory() {}

    /**
     * Reads {@code element-deps} and {@code element-provides}: a name a line, blanks around it and empty lines do not count.
     * A line that begins with {@code #} is a comment (diskimage-builder would take it for a name). The element has the name
     * of its real folder: a link to it does not rename it.
     *
     * @throws ProblemException if a name in it cannot be one; names the file and the line
     */
    public static Element read(Path directory) throws IOException {
        Path real = directory.toRealPath();
        return new Element(
                real.getFileName().toString(),
                real,
                names(real.resolve("element-deps")),
                names(real.resolve("element-provides")));
    }

    private static List<String> names(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return List.of();
        }
        List<String> lines =
                Files.readAllLines(file).stream().map(String::strip).toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (!isComment(line) && !NAME.matcher(line).matches()) {
                throw new ProblemException(new Problem(
                        file + ":" + (i + 1),
                        "'" + line + "' is no name of an element",
                        "write one name a line, of letters, digits and _ . + -"));
            }
        }
        return lines.stream().filter(line -> !isComment(line)).distinct().toList();
    }

    private static boolean isComment(String line) {
        return line.isEmpty() || line.startsWith("#");
    }
}
