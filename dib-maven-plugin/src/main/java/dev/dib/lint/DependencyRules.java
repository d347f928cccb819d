// SPDX-License-Identifier: Apache-2.0
package dev.dib.lint;

import dev.dib.element.Element;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code undeclared}: what the element relies on is among its dependencies, or theirs; {@code clash}: none of them brings a file
 * of the same name, which would be an error in every image.
 */
final class DependencyRules implements Rule {

    /** Declarations, and the elements without whose hooks nothing happens to them. */
    private static final Map<Pattern, String> READERS = Map.of(
            Pattern.compile("package-installs\\.(yaml|json)"), "package-installs",
            Pattern.compile("pkg-map"), "pkg-map",
            Pattern.compile("svc-map"), "svc-map",
            Pattern.compile("source-repository-[^/]+"), "source-repositories",
            Pattern.compile("static/.+"), "install-static",
            Pattern.compile("[^/]+\\.d/[^/]+-install/.+"), "install-types");

    /** Commands that elements of the standard set bring to others; install-packages comes with every distribution. */
    private static final Map<String, String> COMMANDS = Map.of(
            "cache-url", "cache-url",
            "map-packages", "redhat-common",
            "package-installs", "package-installs",
            "package-uninstalls", "package-installs",
            "pkg-map", "pkg-map",
            "svc-map", "svc-map",
            "sysctl-set-value", "sysctl",
            "sysctl-write-value", "sysctl");

    private final String name;
    private final List<Element> dependencies;

    /**
     * @param name of the element that is checked
     * @param dependencies all that it depends on, directly or not
     */
    DependencyRules(String name, List<Element> dependencies) {
        this.name = name;
        this.dependencies = List.copyOf(dependencies);
    }

    @Override
    public List<Finding> check(ElementFiles element) throws IOException {
        List<Finding> findings = new ArrayList<>();
        Set<String> had = had(element);
        Map<String, Finding> undeclared = new TreeMap<>();
        for (ElementFile file : element.all()) {
            READERS.forEach((files, reader) -> {
                if (files.matcher(file.path()).matches() && !had.contains(reader)) {
                    undeclared.putIfAbsent(reader, undeclared(file, 1, "means nothing", reader));
                }
            });
        }
        element.shells()
                .forEach(file -> COMMANDS.forEach((command, bringer) -> {
                    Pattern call = Pattern.compile(Rules.COMMAND + Pattern.quote(command) + "(?:\\s|$)");
                    file.code().forEach((number, line) -> {
                        boolean called = call.matcher(line).find()
                                && element.find("bin/" + command).isEmpty();
                        if (called && !had.contains(bringer)) {
                            undeclared.putIfAbsent(bringer, undeclared(file, number, "calls " + command, bringer));
                        }
                    });
                }));
        findings.addAll(undeclared.values());
        findings.addAll(clashes(element));
        return findings;
    }

    private static Finding undeclared(ElementFile file, int line, String what, String element) {
        return new Finding(
                "undeclared",
                file.path(),
                line,
                what + " without the element '" + element + "', on which this one does not depend",
                "add it to element-deps and to the pom");
    }

    /** The names of all elements that are there together with this one. */
    private Set<String> had(ElementFiles element) {
        Stream<String> declared = element.find("element-deps").stream()
                .flatMap(file -> file.lines().stream())
                .map(String::strip);
        Stream<String> resolved =
                dependencies.stream().flatMap(it -> Stream.concat(Stream.of(it.name()), it.provides().stream()));
        return Stream.of(Stream.of(name), declared, resolved)
                .flatMap(names -> names)
                .collect(Collectors.toSet());
    }

    private List<Finding> clashes(ElementFiles element) throws IOException {
        List<Finding> findings = new ArrayList<>();
        for (String path : element.mergedPaths()) {
            Optional<Element> other = dependencies.stream()
                    .filter(it -> !it.name().equals(name))
                    .filter(it -> isFile(it.directory().resolve(path)))
                    .findFirst();
            other.ifPresent(it -> findings.add(new Finding(
                    "clash",
                    path,
                    1,
                    "is also a file of the element '" + it.name() + "', on which this one depends",
                    "rename it")));
        }
        return findings;
    }

    private static boolean isFile(Path path) {
        return Files.isSymbolicLink(path) || Files.isRegularFile(path);
    }
}
