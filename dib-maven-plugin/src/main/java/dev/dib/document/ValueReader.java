// SPDX-License-Identifier: Apache-2.0
package dev.dib.document;

import dev.dib.problem.Problem;
import dev.dib.problem.ProblemException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Makes values of the nodes of one YAML document. An alias becomes a copy of what it names, so their number is bounded. */
final class ValueReader {

    /** A few lines with aliases can stand for more values than fit into memory. */
    static final int MAX_VALUES = 200_000;

    private final String source;
    private final int maxDepth;
    private int values;

    ValueReader(String source, int maxDepth) {
        this.source = source;
        this.maxDepth = maxDepth;
    }

    Value value(Node node) {
        return value(node, 0);
    }

    private Value value(Node node, int depth) {
        Location at = at(node);
        if (depth > maxDepth) {
            throw new ProblemException(Problem.of(at.toString(), "refers to itself, or is nested too deeply"));
        }
        if (++values > MAX_VALUES) {
            throw new ProblemException(
                    Problem.of(at.toString(), "stands for more than " + MAX_VALUES + " values with its aliases"));
        }
        if (node instanceof ScalarNode scalar) {
            return new Value.Scalar(at, scalar.getValue(), scalar.getScalarStyle() == ScalarStyle.PLAIN);
        }
        if (node instanceof SequenceNode sequence) {
            List<Value> items = new ArrayList<>();
            for (Node item : sequence.getValue()) {
                items.add(value(item, depth + 1));
            }
            return new Value.Sequence(at, items);
        }
        return mapping((MappingNode) node, at, depth);
    }

    private Value.Mapping mapping(MappingNode node, Location at, int depth) {
        Map<String, Value> entries = new LinkedHashMap<>();
        Map<String, Location> keys = new LinkedHashMap<>();
        List<Value.Mapping> merged = new ArrayList<>();
        for (NodeTuple tuple : node.getValue()) {
            Location keyAt = at(tuple.getKeyNode());
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                throw new ProblemException(Problem.of(keyAt.toString(), "a key has to be a text"));
            }
            Value value = value(tuple.getValueNode(), depth + 1);
            if (key.getTag().equals(Tag.MERGE)) {
                merged.addAll(toMerge(keyAt, value));
                continue;
            }
            if (entries.put(key.getValue(), value) != null) {
                throw new ProblemException(new Problem(
                        keyAt.toString(), "the key '" + key.getValue() + "' stands here twice", "remove one"));
            }
            keys.put(key.getValue(), keyAt);
        }
        // what stands in the map itself wins, then what is merged first (the YAML 1.1 type "merge")
        for (Value.Mapping one : merged) {
            one.entries().forEach(entries::putIfAbsent);
            one.keys().forEach(keys::putIfAbsent);
        }
        return new Value.Mapping(at, Collections.unmodifiableMap(entries), Collections.unmodifiableMap(keys));
    }

    private static List<Value.Mapping> toMerge(Location at, Value value) {
        List<Value> all = value instanceof Value.Sequence sequence ? sequence.items() : List.of(value);
        List<Value.Mapping> maps = new ArrayList<>();
        for (Value one : all) {
            if (!(one instanceof Value.Mapping map)) {
                throw new ProblemException(
                        Problem.of(at.toString(), "'<<' merges " + one.kind() + " where a map is wanted"));
            }
            maps.add(map);
        }
        return maps;
    }

    private Location at(Node node) {
        return new Location(source, node.getStartMark().getLine() + 1);
    }
}
