// SPDX-License-Identifier: Apache-2.0
package dev.dib.document;

import dev.dib.problem.Problem;
import dev.dib.problem.ProblemException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * Reads the declarations of elements. They are YAML 1.1, because diskimage-builder reads them with PyYAML; JSON is read as
 * the part of YAML that it nearly is. Keys {@code <<} are merged, as PyYAML does.
 */
public final class Documents {

    /** A document larger than this is a mistake or an attack. */
    static final int MAX_CHARACTERS = 4 << 20;

    private static final int MAX_DEPTH = 50;

    private static final Pattern ESCAPED_SLASH = Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*+)\\\\/");

    private Documents() {}

    /**
     * Reads a file.
     *
     * @throws ProblemException if it is not UTF-8 or not a YAML document; names the file and the line
     */
    public static Value read(Path file) throws IOException {
        if (Files.size(file) > MAX_CHARACTERS) {
            throw new ProblemException(
                    Problem.of(file.toString(), "is larger than " + (MAX_CHARACTERS >> 20) + " MiB"));
        }
        try {
            return parse(file.toString(), Files.readString(file));
        } catch (CharacterCodingException e) {
            throw new ProblemException(new Problem(file.toString(), "is not UTF-8", "save it as UTF-8"), e);
        }
    }

    /**
     * Reads a text.
     *
     * @param source what to call the text in messages
     * @return the value; a null scalar if the text is empty
     * @throws ProblemException if it is not a YAML document; names source and line
     */
    public static Value parse(String source, String text) {
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setCodePointLimit(MAX_CHARACTERS);
        options.setNestingDepthLimit(MAX_DEPTH);
        try {
            Node node = new Yaml(options).compose(new StringReader(source.endsWith(".yaml") ? text : jsonAsYaml(text)));
            return node == null
                    ? new Value.Scalar(new Location(source, 1), "", true)
                    : new ValueReader(source, MAX_DEPTH).value(node);
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            throw new ProblemException(Problem.of(source + ":" + line, "is not valid YAML: " + e.getProblem()), e);
        } catch (ReaderException e) {
            long line = 1
                    + text.codePoints()
                            .limit(e.getPosition())
                            .filter(c -> c == '\n')
                            .count();
            throw new ProblemException(
                    Problem.of(
                            source + ":" + line,
                            "is not valid YAML: the character U+%04X is not allowed".formatted(e.getCodePoint())),
                    e);
        } catch (YAMLException e) {
            throw new ProblemException(Problem.of(source, "is not valid YAML: " + e.getMessage()), e);
        }
    }

    /** JSON allows tabs between its tokens and an escaped slash, YAML 1.1 does neither. */
    private static String jsonAsYaml(String text) {
        String start = text.stripLeading();
        return start.startsWith("{") || start.startsWith("[")
                ? ESCAPED_SLASH.matcher(text.replace('\t', ' ')).replaceAll("$1/")
                : text;
    }
}
