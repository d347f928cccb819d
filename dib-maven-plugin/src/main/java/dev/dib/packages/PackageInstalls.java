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
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An element's {@code package-installs.yaml} or {@code package-installs.json}: package, then nothing, a map or a list of maps.
 * Where diskimage-builder ignores what it does not know, this tells. Differences on purpose: blanks in lists of architectures
 * do not count, and {@code uninstall: false} does not remove.
 */
record PackageInstalls(List<PackageRule> rules) {

    private static final Set<String> KEYS =
            Set.of("phase", "uninstall", "build-only", "installtype", "arch", "not-arch", "dib_python_version", "when");

    PackageInstalls {
        rules = List.copyOf(rules);
    }

    static PackageInstalls read(Path element, Problems problems) throws IOException {
        List<PackageRule> rules = new ArrayList<>();
        Path json = element.resolve("package-installs.json");
        if (TextFile.exists(json)) {
            addAll(Documents.readJson(json), rules, problems);
        }
        Path yaml = element.resolve("package-installs.yaml");
        if (TextFile.exists(yaml)) {
            addAll(Documents.read(yaml), rules, problems);
        }
        return new PackageInstalls(rules);
    }

    private static void addAll(Value value, List<PackageRule> rules, Problems problems) {
        if (value instanceof Value.Scalar nothing && nothing.isNull()) {
            return;
        }
        if (!(value instanceof Value.Mapping packages)) {
            problems.add(value.at().toString(), "is " + value.kind() + " where a map of packages is wanted", "");
            return;
        }
        packages.entries().forEach((name, rule) -> {
            if (!Words.isOne(name)) {
                problems.add(packages.keys().get(name).toString(), "'" + name + "' is no name of a package", "");
            } else if (rule instanceof Value.Sequence alternatives) {
                alternatives.items().forEach(item -> add(name, item, rules, problems));
            } else {
                add(name, rule, rules, problems);
            }
        });
    }

    private static void add(String name, Value value, List<PackageRule> rules, Problems problems) {
        Map<String, Value> entries = Map.of();
        if (value instanceof Value.Mapping mapping) {
            entries = mapping.entries();
            for (String key : entries.keySet()) {
                if (!KEYS.contains(key)) {
                    problems.add(
                            mapping.keys().get(key).toString(),
                            "package-installs knows no key '" + key + "'",
                            Nearest.remedy(key, KEYS));
                }
            }
        } else if (!(value instanceof Value.Scalar nothing && nothing.isNull())) {
            problems.add(value.at().toString(), "'" + name + "' is followed by " + value.kind() + ", not a map", "");
            return;
        }
        if (entries.containsKey("arch") && entries.containsKey("not-arch")) {
            problems.add(value.at().toString(), "'" + name + "' has both arch and not-arch", "keep one of them");
        }
        rules.add(new PackageRule(
                name,
                phase(entries, problems),
                action(entries, problems),
                text(entries, "installtype", problems),
                list(entries, "arch", problems),
                list(entries, "not-arch", problems),
                text(entries, "dib_python_version", problems),
                conditions(entries, problems)));
    }

    private static String phase(Map<String, Value> entries, Problems problems) {
        Optional<String> phase = text(entries, "phase", problems);
        phase.filter(name -> !PackageRule.PHASES.contains(name))
                .ifPresent(name -> problems.add(
                        entries.get("phase").at().toString(),
                        "nothing is installed in the phase '" + name + "'",
                        Nearest.remedy(name, PackageRule.PHASES)));
        return phase.orElse("install.d");
    }

    private static PackageRule.Action action(Map<String, Value> entries, Problems problems) {
        if (isSet(entries, "build-only", problems)) {
            return PackageRule.Action.BUILD_ONLY;
        }
        return isSet(entries, "uninstall", problems) ? PackageRule.Action.UNINSTALL : PackageRule.Action.INSTALL;
    }

    /** A switch is on if it stands there, unless it says no (YAML 1.1, "bool" type). */
    private static boolean isSet(Map<String, Value> entries, String key, Problems problems) {
        return text(entries, key, problems)
                .map(text -> !Set.of("false", "no", "off", "n").contains(text.toLowerCase(Locale.ROOT)))
                .orElse(entries.containsKey(key));
    }

    private static Optional<String> text(Map<String, Value> entries, String key, Problems problems) {
        Value value = entries.get(key);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof Value.Scalar scalar) {
            return scalar.isNull() ? Optional.empty() : Optional.of(scalar.text());
        }
        problems.add(value.at().toString(), "'" + key + "' is " + value.kind() + " where a text is wanted", "");
        return Optional.empty();
    }

    private static List<String> list(Map<String, Value> entries, String key, Problems problems) {
        return text(entries, key, problems).stream()
                .flatMap(text -> Arrays.stream(text.split(",", -1)))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static List<Condition> conditions(Map<String, Value> entries, Problems problems) {
        Value value = entries.get("when");
        List<Value> all = value == null
                ? List.of()
                : value instanceof Value.Sequence sequence ? sequence.items() : List.of(value);
        List<Condition> conditions = new ArrayList<>();
        for (Value one : all) {
            Optional<Condition> condition =
                    one instanceof Value.Scalar text ? Condition.parse(one.at(), text.text()) : Optional.empty();
            condition.ifPresentOrElse(
                    conditions::add,
                    () -> problems.add(
                            one.at().toString(), "is no condition", "write 'VARIABLE = value' or 'VARIABLE != value'"));
        }
        return conditions;
    }
}
