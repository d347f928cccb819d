// SPDX-License-Identifier: Apache-2.0
package dev.dib.packages;

import dev.dib.problem.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is installed and removed in which phase, and what packages and services are called, as tables that a shell can read:
 * the image needs no interpreter but a shell.
 *
 * <pre>
 * package-installs/PHASE/install      element TAB package TAB its names in this distribution
 * package-installs/PHASE/uninstall    the same
 * pkg-map/ELEMENT.json                the element's pkg-map
 * pkg-map/ELEMENT.tsv                 level TAB key TAB name TAB value
 * svc-map/services.tsv                service TAB key TAB name
 * svc-map/services.yaml               the svc-maps of all elements
 * </pre>
 */
public final class PackageDecisions {

    private final PackageDeclarations declarations;
    private final SortedMap<String, SortedSet<String>> files;

    private PackageDecisions(PackageDeclarations declarations, SortedMap<String, SortedSet<String>> files) {
        this.declarations = declarations;
        this.files = files;
    }

    static PackageDecisions of(PackageDeclarations declarations, Map<String, String> environment) {
        var problems = new Problems();
        SortedMap<String, SortedSet<String>> files = new TreeMap<>();
        for (String phase : PackageRule.PHASES) {
            decide(declarations, phase, environment, files, problems);
        }
        problems.throwIfAny();
        return new PackageDecisions(declarations, files);
    }

    private static void decide(
            PackageDeclarations declarations,
            String phase,
            Map<String, String> environment,
            Map<String, SortedSet<String>> files,
            Problems problems) {
        SortedSet<String> install = new TreeSet<>();
        SortedSet<String> uninstall = new TreeSet<>();
        SortedSet<String> kept = new TreeSet<>();
        Map<String, String> removable = new TreeMap<>();
        for (PackageDeclarations.OfElement one : declarations.all()) {
            for (PackageRule rule : one.installs().rules()) {
                String element = one.element().name();
                if (!rule.phase().equals(phase)
                        || !rule.applies(element, environment)
                        || !rule.when().stream().allMatch(when -> when.holds(environment, problems))) {
                    continue;
                }
                String line = String.join("\t", element, rule.name(), mapped(one, rule.name(), environment));
                if (rule.action() != PackageRule.Action.UNINSTALL) {
                    install.add(line);
                }
                if (rule.action() == PackageRule.Action.INSTALL) {
                    kept.add(rule.name());
                } else {
                    removable.put(line, rule.name());
                }
            }
        }
        // who wants a package wins over who wants it gone
        removable.forEach((line, name) -> {
            if (!kept.contains(name)) {
                uninstall.add(line);
            }
        });
        files.put("package-installs/" + phase + "/install", install);
        files.put("package-installs/" + phase + "/uninstall", uninstall);
    }

    private static String mapped(PackageDeclarations.OfElement one, String name, Map<String, String> environment) {
        return one.map()
                .map(name, environment.getOrDefault("DISTRO_NAME", ""), environment.getOrDefault("DIB_RELEASE", ""))
                .orElse(name);
    }

    /** The lines of one of the two tables of a phase: {@code install} or {@code uninstall}. */
    List<String> lines(String phase, String table) {
        return List.copyOf(files.get("package-installs/" + phase + "/" + table));
    }

    public void writeTo(Path directory) throws IOException {
        for (Map.Entry<String, SortedSet<String>> file : files.entrySet()) {
            write(directory.resolve(file.getKey()), List.copyOf(file.getValue()));
        }
        SortedSet<String> services = new TreeSet<>();
        for (PackageDeclarations.OfElement one : declarations.all()) {
            one.services().entries().forEach(entry -> services.add(entry.line()));
            Path map = PackageMap.file(one.element().directory());
            if (Files.isRegularFile(map)) {
                Path folder = directory.resolve("pkg-map");
                write(folder.resolve(one.element().name() + ".tsv"), one.map().table());
                write(folder.resolve(one.element().name() + ".json"), Files.readAllLines(map));
            }
        }
        write(directory.resolve("svc-map/services.tsv"), List.copyOf(services));
        write(directory.resolve("svc-map/services.yaml"), merged());
    }

    private List<String> merged() {
        SortedMap<String, SortedSet<String>> services = new TreeMap<>();
        for (PackageDeclarations.OfElement one : declarations.all()) {
            for (ServiceMap.Entry entry : one.services().entries()) {
                String key = entry.key().substring(entry.key().indexOf(':') + 1);
                services.computeIfAbsent(entry.service(), service -> new TreeSet<>())
                        .add("  \"" + key + "\": \"" + entry.name() + "\"");
            }
        }
        List<String> lines = new ArrayList<>();
        services.forEach((service, names) -> {
            lines.add("\"" + service + "\":");
            lines.addAll(names);
        });
        return lines;
    }

    private static void write(Path file, List<String> lines) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, lines);
    }
}
