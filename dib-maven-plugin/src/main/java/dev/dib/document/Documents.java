// SPDX-License-Identifier: Apache-2.0
package dev.dib.document;

import dev.dib.problem.Problem;
import dev.dib.problem.ProblemException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.AnchorNode;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Reads the declarations of elements. They are YAML 1.1, because diskimage-builder reads them with PyYAML; JSON is read as
 * the part of YAML that it is, with tabs as blanks.
 */
public final class Documents {

    /** A document larger than this is a mistake or an attack. */
    static final int MAX_CHARACTERS = 4 << 20;

    private static final int MAX_DEPTH = 50;

    private Documents() {}

    /**
     * Reads a file.
     *
     * @throws ProblemException if it is not UTF-8 or not a YAML document; names the file and the line
     */
    public static Value read(Path file) throws IOException {
        try {
            return parse(file.toString(), Files.readString(file));
        } catch (java.nio.charset.MalformedInputException e) {
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
            Node node =
                    new Yaml(options).compose(new StringReader(source.endsWith(".yaml") ? text : tabsAsBlanks(text)));
            return node == null ? new Value.Scalar(new Location(source, 1), "", true) : value(source, node, 0);
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            throw new ProblemException(Problem.of(source + ":" + line, "is not valid YAML: " + e.getProblem()), e);
        } catch (YAMLException e) {
            throw new ProblemException(Problem.of(source, "is not valid YAML: " + e.getMessage()), e);
        }
    }

    /** JSON allows tabs between its tokens, YAML does not. */
    private static String tabsAsBlanks(String text) {
        return text.stripLeading().startsWith("{") ? text.replace('\t', ' ') : text;
    }

    private static Value value(String source, Node node, int depth) {
        var at = new Location(source, node.getStartMark().getLine() + 1);
        if (node instanceof AnchorNode || depth > MAX_DEPTH) {
            throw new ProblemException(Problem.of(at.toString(), "refers to itself"));
        }
        if (node instanceof ScalarNode scalar) {
            return new Value.Scalar(at, scalar.getValue(), scalar.getScalarStyle() == ScalarStyle.PLAIN);
        }
        if (node instanceof SequenceNode sequence) {
            List<Value> items = new ArrayList<>();
            for (Node item : sequence.getValue()) {
                items.add(value(source, item, depth + 1));
            }
            return new Value.Sequence(at, items);
        }
        return mapping(source, (MappingNode) node, at, depth);
    }

    private static Value mapping(String source, MappingNode node, Location at, int depth) {
        Map<String, Value> entries = new LinkedHashMap<>();
        Map<String, Location> keys = new LinkedHashMap<>();
        for (NodeTuple tuple : node.getValue()) {
            var keyAt = new Location(source, tuple.getKeyNode().getStartMark().getLine() + 1);
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                throw new ProblemException(Problem.of(keyAt.toString(), "a key has to be a text"));
            }
            if (entries.put(key.getValue(), value(source, tuple.getValueNode(), depth + 1)) != null) {
                throw new ProblemException(new Problem(
                        keyAt.toString(), "the key '" + key.getValue() + "' stands here twice", "remove one"));
            }
            keys.put(key.getValue(), keyAt);
        }
        return new Value.Mapping(at, Collections.unmodifiableMap(entries), Collections.unmodifiableMap(keys));
    }
}
