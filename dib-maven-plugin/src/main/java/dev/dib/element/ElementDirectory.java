// SPDX-License-Identifier: Apache-2.0
package dev.dib.element;

import dev.dib.document.TextFile;
import dev.dib.problem.Problems;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
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
     * @throws dev.dib.problem.ProblemException with each name that cannot be one; names the file and the line
     */
    public static Element read(Path directory) throws IOException {
        var problems = new Problems();
        Element element = read(directory, problems);
        problems.throwIfAny();
        return element;
    }

    /**
     * Reads what can be read.
     *
     * @param problems gets what is wrong, and the element lacks it
     */
    static Element read(Path directory, Problems problems) throws IOException {
        Path real = directory.toRealPath();
        return new Element(
                real.getFileName().toString(),
                real,
                names(real.resolve("element-deps"), problems),
                names(real.resolve("element-provides"), problems));
    }

    private static List<String> names(Path file, Problems problems) throws IOException {
        List<String> names = new ArrayList<>();
        for (TextFile.Line line : problems.gather(() -> lines(file)).orElse(List.of())) {
            String text = line.text();
            if (text.isEmpty() || text.startsWith("#")) {
                continue;
            }
            if (NAME.matcher(text).matches()) {
                names.add(text);
            } else {
                problems.add(
                        line.at().toString(),
                        "'" + text + "' is no name of an element",
                        "write one name a line, of letters, digits and _ . + -");
            }
        }
        return names.stream().distinct().toList();
    }

    private static List<TextFile.Line> lines(Path file) throws IOException {
        return TextFile.exists(file) ? TextFile.lines(file) : List.of();
    }

    /** Where an element names another in its {@code element-deps}, for messages. */
    static String dependencyAt(Element element, String name) {
        Path file = element.directory().resolve("element-deps");
        try {
            return lines(file).stream()
                    .filter(line -> line.text().equals(name))
                    .findFirst()
                    .map(line -> line.at().toString())
                    .orElse(file.toString());
        } catch (IOException e) {
            // it was read a moment ago; the message about the name matters more
            return file.toString();
        }
    }
}
