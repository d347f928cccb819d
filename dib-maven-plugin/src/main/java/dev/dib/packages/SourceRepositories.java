// SPDX-License-Identifier: Apache-2.0
package dev.dib.packages;

import dev.dib.document.TextFile;
import dev.dib.element.Element;
import dev.dib.problem.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The files {@code source-repository-NAME} of all elements: read and checked before any work. The element source-repositories
 * reads them again when the values of variables are known, and fetches what they name.
 */
public final class SourceRepositories {

    private static final String PREFIX = "source-repository-";

    private final Map<String, String> environment;
    private final Problems problems;

    private SourceRepositories(Map<String, String> environment, Problems problems) {
        this.environment = environment;
        this.problems = problems;
    }

    /**
     * Checks all files.
     *
     * @param environment that of the image as far as it is known: {@code DIB_INSTALLTYPE_NAME} says what is not fetched
     * @param problems gets everything that is wrong, each with its file and line
     */
    public static void check(List<Element> elements, Map<String, String> environment, Problems problems)
            throws IOException {
        new SourceRepositories(environment, problems).check(elements);
    }

    private void check(List<Element> elements) throws IOException {
        // by name of the file, as the element source-repositories reads them
        Map<String, Element> owners = new TreeMap<>();
        for (Element element : elements) {
            for (String name : names(element.directory())) {
                Element other = owners.putIfAbsent(name, element);
                if (other != null) {
                    problems.add(
                            element.directory().resolve(name).toString(),
                            "element '" + other.name() + "' has a file of that name too, and only one of them counts",
                            "rename one");
                }
            }
        }
        List<SourceRepository> before = new ArrayList<>();
        for (Map.Entry<String, Element> owner : owners.entrySet()) {
            Path file = owner.getValue().directory().resolve(owner.getKey());
            for (TextFile.Line line : problems.gather(() -> lines(file)).orElse(List.of())) {
                SourceRepository.parse(line, problems).filter(this::isFetched).ifPresent(repository -> {
                    checkComplete(repository);
                    checkPlace(repository, before);
                    before.add(repository);
                });
            }
        }
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    // copies that editors leave
                    .filter(name -> name.startsWith(PREFIX) && !name.endsWith("~"))
                    .sorted()
                    .toList();
        }
    }

    private static List<TextFile.Line> lines(Path file) throws IOException {
        return TextFile.exists(file) ? TextFile.lines(file) : List.of();
    }

    private boolean isFetched(SourceRepository repository) {
        String otherwise = environment.getOrDefault("DIB_DEFAULT_INSTALLTYPE", "source");
        return repository.isKnown()
                && environment
                        .getOrDefault("DIB_INSTALLTYPE_" + repository.suffix(), otherwise)
                        .equals("source");
    }

    private void checkComplete(SourceRepository repository) {
        String variable = "DIB_REPOLOCATION_" + repository.suffix();
        if (repository.location().isEmpty() && !environment.containsKey(variable)) {
            problems.add(
                    repository.at().toString(),
                    "'" + repository.name() + "' has no location",
                    "write it behind the destination, or set " + variable);
        }
    }

    private void checkPlace(SourceRepository repository, List<SourceRepository> before) {
        String place = normal(repository.destination());
        for (SourceRepository other : before) {
            if (normal(other.destination()).equals(place) && !repository.mayBe(other)) {
                problem(
                        repository,
                        other,
                        "something else is fetched to " + place + " at ",
                        "change one of the destinations");
            } else if (repository.type().equals("git")
                    && normal(other.destination()).startsWith(place + "/")) {
                problem(
                        repository,
                        other,
                        place + " is not empty when git is to clone to it: " + normal(other.destination())
                                + " is fetched before, at ",
                        "let the name of its file sort before the other's");
            }
        }
    }

    private void problem(SourceRepository repository, SourceRepository other, String message, String remedy) {
        problems.add(
                repository.at().toString(),
                message + other.at(),
                remedy + ", or set DIB_INSTALLTYPE_" + repository.suffix() + " for what is not wanted");
    }

    private static String normal(String path) {
        return Path.of(path).normalize().toString();
    }
}
