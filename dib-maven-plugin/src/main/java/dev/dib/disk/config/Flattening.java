// SPDX-License-Identifier: Apache-2.0
package dev.dib.disk.config;

import dev.dib.document.Location;
import dev.dib.document.Value;
import dev.dib.problem.Nearest;
import dev.dib.problem.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns the tree notation into the graph notation: nested nodes become items that name their base. */
final class Flattening {

    private final Problems problems;
    private final List<Declaration> found = new ArrayList<>();

    Flattening(Problems problems) {
        this.problems = problems;
    }

    List<Declaration> flatten(Value document) {
        if (!(document instanceof Value.Sequence list)) {
            problems.add(
                    document.at().toString(),
                    "a block-device configuration has to be a list, not " + document.kind(),
                    "write '- local_loop: ...' and the other nodes as items of a list");
            return found;
        }
        if (list.items().isEmpty()) {
            problems.add(document.at().toString(), "the block-device configuration is empty", "add a local_loop");
        }
        for (Value item : list.items()) {
            if (!(item instanceof Value.Mapping map) || map.entries().size() != 1) {
                problems.add(
                        item.at().toString(),
                        "an item has to be a map with one key, the kind of the node",
                        "write it as '- mkfs: {...}'; keys of the node are indented below its kind");
                continue;
            }
            String word = map.entries().keySet().iterator().next();
            node(word, map.keys().get(word), map.entries().get(word), "");
        }
        return found;
    }

    private void node(String word, Location at, Value value, String parent) {
        var plugin = Plugin.of(word);
        if (plugin.isEmpty()) {
            problems.add(
                    at.toString(),
                    "'" + word + "' is not a kind of node that is known here",
                    Nearest.remedy(word, Plugin.words()));
            return;
        }
        if (!(value instanceof Value.Mapping body)) {
            // "fstab:" alone is a node with defaults only
            if (value instanceof Value.Scalar scalar && scalar.isNull()) {
                node(word, at, new Value.Mapping(value.at(), Map.of(), Map.of()), parent);
            } else {
                problems.add(at.toString(), "'" + word + "' has to be a map, not " + value.kind(), "");
            }
            return;
        }
        String base = text(body, "base", parent);
        String name = text(body, "name", base.isEmpty() ? "" : word + "_" + base);
        if (name.isEmpty()) {
            problems.add(at.toString(), "'" + word + "' needs a name", "add 'name: ...'");
            return;
        }
        refuseName(body);
        children(body, plugin.get().keys(), name);
        plugin.get().lists().forEach((key, keys) -> {
            if (body.entries().get(key) instanceof Value.Sequence list) {
                list.items().forEach(item -> item(item, keys));
            }
        });
        found.add(new Declaration(plugin.get(), at, name, base, body));
    }

    /** Names that are made of a base are as good as its name, and that was looked at. */
    private void refuseName(Value.Mapping body) {
        String name = text(body, "name", "");
        if (!name.isEmpty()) {
            NodeName.refuse(name)
                    .ifPresent(reason -> problems.add(body.keys().get("name").toString(), reason, NodeName.remedy()));
        }
    }

    /** A partition or a volume. */
    private void item(Value item, Set<String> keys) {
        // what is no map, or has no name, is reported where the items are read
        if (item instanceof Value.Mapping body) {
            String name = text(body, "name", "");
            children(body, keys, name.isEmpty() ? "?" : name);
        }
    }

    private void children(Value.Mapping body, Set<String> keys, String name) {
        body.entries().forEach((key, value) -> {
            Location at = body.keys().get(key);
            if (Plugin.of(key).isPresent()) {
                node(key, at, value, name);
            } else if (!keys.contains(key)) {
                var known = new ArrayList<>(keys);
                known.addAll(Plugin.words());
                problems.add(at.toString(), "the key '" + key + "' is not known here", Nearest.remedy(key, known));
            }
        });
    }

    /** What is no text is reported where the node is read. */
    private static String text(Value.Mapping body, String key, String otherwise) {
        return body.entries().get(key) instanceof Value.Scalar scalar && !scalar.isNull() ? scalar.text() : otherwise;
    }
}
