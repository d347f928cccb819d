// SPDX-License-Identifier: Apache-2.0
package dev.dib.document;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.dib.problem.Problem;
import dev.dib.problem.ProblemException;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * Reads the declarations of elements: YAML 1.1, because diskimage-builder reads it with PyYAML, and JSON. Keys {@code <<} of
 * YAML are merged, as PyYAML does. Scalars are texts as they are written: {@code no} is not false, {@code 010} not eight.
 */
public final class Documents {

    private static final int MAX_DEPTH = 50;

    private Documents() {}

    /**
     * Reads a YAML file.
     *
     * @throws ProblemException if it is not UTF-8 or not a YAML document; names the file and the line
     */
    public static Value read(Path file) throws IOException {
        return parse(file.toString(), TextFile.read(file));
    }

    /**
     * Reads a JSON file.
     *
     * @throws ProblemException if it is not UTF-8 or not JSON; names the file and the line
     */
    public static Value readJson(Path file) throws IOException {
        return parseJson(file.toString(), TextFile.read(file));
    }

    /**
     * Reads a JSON text.
     *
     * @param source what to call the text in messages
     * @return the value; a null scalar if the text is empty
     * @throws ProblemException if it is not JSON; names source and line
     */
    public static Value parseJson(String source, String text) {
        try {
            return new JsonReader(source, MAX_DEPTH).read(TextFile.withoutMark(text));
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw new ProblemException(
                    Problem.of(source + ":" + line, "is not valid JSON: " + e.getOriginalMessage()), e);
        } catch (IOException e) {
            // it reads from a text in memory
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads a YAML text.
     *
     * @param source what to call the text in messages
     * @return the value; a null scalar if the text is empty
     * @throws ProblemException if it is not a YAML document; names source and line
     */
    public static Value parse(String source, String text) {
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setCodePointLimit(TextFile.MAX_BYTES);
        options.setNestingDepthLimit(MAX_DEPTH);
        try {
            Node node = new Yaml(options).compose(new StringReader(TextFile.withoutMark(text)));
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
}
