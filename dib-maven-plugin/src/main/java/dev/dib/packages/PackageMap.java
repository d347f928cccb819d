// SPDX-License-Identifier: Apache-2.0
package dev.dib.packages;

import dev.dib.document.Documents;
import dev.dib.document.TextFile;
import dev.dib.document.Value;
import dev.dib.problem.Nearest;
import dev.dib.problem.Problems;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An element's {@code pkg-map}: what packages are called in other distributions. A JSON object with the keys {@code
 * default}, {@code family}, {@code distro} and {@code release}; the later, the stronger.
 *
 * @param entries in the order of the file
 */
record PackageMap(List<Entry> entries) {

    static final PackageMap EMPTY = new PackageMap(List.of());

    private static final Set<String> LEVELS = Set.of("default", "family", "distro", "release");

    /**
     * One name and what it is mapped to.
     *
     * @param level {@code default}, {@code family}, {@code distro} or {@code release}
     * @param key the family, the distribution, or {@code distribution/release}; empty for {@code default}
     * @param value package names separated by blanks; empty if there is none
     */
    record Entry(String level, String key, String name, String value) {}

    PackageMap {
        entries = List.copyOf(entries);
    }

    static Path file(Path element) {
        return element.resolve("pkg-map");
    }

    static PackageMap read(Path element, Problems problems) throws IOException {
        Path file = file(element);
        if (!TextFile.exists(file)) {
            return EMPTY;
        }
        List<Entry> entries = new ArrayList<>();
        if (!(Documents.readJson(file) instanceof Value.Mapping levels)) {
            problems.add(file.toString(), "is no JSON object", "begin it with {");
            return EMPTY;
        }
        levels.entries().forEach((level, value) -> {
            if (!LEVELS.contains(level)) {
                problems.add(
                        levels.keys().get(level).toString(),
                        "'" + level + "' is no level of a pkg-map",
                        Nearest.remedy(level, LEVELS));
            } else if (level.equals("default")) {
                addNames(level, "", value, entries, problems);
            } else {
                addKeys(level, "", value, entries, problems);
            }
        });
        return new PackageMap(entries);
    }

    private static void addKeys(String level, String above, Value value, List<Entry> entries, Problems problems) {
        if (!(value instanceof Value.Mapping keys)) {
            problems.add(value.at().toString(), "is " + value.kind() + " where a map is wanted", "");
            return;
        }
        keys.entries().forEach((key, names) -> {
            if (!Words.isOne(key)) {
                problems.add(keys.keys().get(key).toString(), "'" + key + "' is no name of a " + level, "");
                return;
            }
            if (level.equals("release") && above.isEmpty()) {
                addKeys(level, key + "/", names, entries, problems);
            } else {
                addNames(level, above + key, names, entries, problems);
            }
        });
    }

    private static void addNames(String level, String key, Value value, List<Entry> entries, Problems problems) {
        if (!(value instanceof Value.Mapping names)) {
            problems.add(value.at().toString(), "is " + value.kind() + " where a map of packages is wanted", "");
            return;
        }
        names.entries().forEach((name, mapped) -> {
            // null, true and numbers have no quotes, and are no names
            if (mapped instanceof Value.Scalar text && !text.plain() && Words.isOne(name) && Words.are(text.text())) {
                entries.add(new Entry(level, key, name, Words.normal(text.text())));
            } else {
                problems.add(
                        mapped.at().toString(),
                        "'" + name + "' is not mapped to names of packages",
                        "write a text with names separated by blanks");
            }
        });
    }

    /** What a package is called in a distribution; nothing if the map does not know it. */
    Optional<String> map(String name, String distribution, String release) {
        Map<String, String> wanted = Map.of(
                "default",
                "",
                "family",
                Families.of(distribution).orElse("-"),
                "distro",
                distribution,
                // as diskimage-builder: CentOS Stream 8 is looked up as 8
                "release",
                distribution + "/" + (release.equals("8-stream") ? "8" : release));
        Optional<String> found = Optional.empty();
        for (String level : List.of("default", "family", "distro", "release")) {
            for (Entry entry : entries) {
                if (entry.level().equals(level)
                        && entry.key().equals(wanted.get(level))
                        && entry.name().equals(name)) {
                    found = Optional.of(entry.value());
                }
            }
        }
        return found;
    }

    /** As lines of a table that a shell can read: level, key, name and value, separated by tabs. */
    List<String> table() {
        return entries.stream()
                .map(entry -> String.join("\t", entry.level(), entry.key(), entry.name(), entry.value()))
                .toList();
    }
}
