// SPDX-License-Identifier: Apache-2.0
package dev.dib.packages;

import dev.dib.document.Documents;
import dev.dib.document.TextFile;
import dev.dib.document.Value;
import dev.dib.problem.Problems;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * An element's {@code svc-map}: what services are called in other distributions. A YAML map of services; each a map whose keys
 * are {@code default}, families and distributions.
 */
record ServiceMap(List<Entry> entries) {

    /**
     * One name of a service.
     *
     * @param key {@code default}, {@code family:NAME} or {@code distro:NAME}
     */
    record Entry(String service, String key, String name, String where) {

        String line() {
            return String.join("\t", service, key, name);
        }
    }

    ServiceMap {
        entries = List.copyOf(entries);
    }

    static Path file(Path element) {
        return element.resolve("svc-map");
    }

    static ServiceMap read(Path element, Problems problems) throws IOException {
        Path file = file(element);
        List<Entry> entries = new ArrayList<>();
        if (!TextFile.exists(file)) {
            return new ServiceMap(entries);
        }
        Value value = Documents.read(file);
        if (!(value instanceof Value.Mapping services)) {
            problems.add(value.at().toString(), "is " + value.kind() + " where a map of services is wanted", "");
            return new ServiceMap(entries);
        }
        services.entries().forEach((service, names) -> add(service, names, entries, problems));
        return new ServiceMap(entries);
    }

    private static void add(String service, Value value, List<Entry> entries, Problems problems) {
        if (!(value instanceof Value.Mapping names)) {
            problems.add(value.at().toString(), "'" + service + "' is mapped to " + value.kind() + ", not a map", "");
            return;
        }
        names.entries().forEach((key, name) -> {
            if (name instanceof Value.Scalar text
                    && Words.isOne(service)
                    && Words.isOne(key)
                    && Words.are(text.text())
                    && !text.isNull()
                    && !text.text().isBlank()) {
                String level = key.equals("default")
                        ? key
                        : Families.names().contains(key) ? "family:" + key : "distro:" + key;
                entries.add(new Entry(
                        service, level, Words.normal(text.text()), name.at().toString()));
                // "debian" and "gentoo" are both a family and a distribution
                if (level.startsWith("family:") && Families.of(key).isPresent()) {
                    entries.add(new Entry(
                            service,
                            "distro:" + key,
                            Words.normal(text.text()),
                            name.at().toString()));
                }
            } else {
                problems.add(name.at().toString(), "'" + service + "' is not mapped to a name", "write a text");
            }
        });
    }
}
