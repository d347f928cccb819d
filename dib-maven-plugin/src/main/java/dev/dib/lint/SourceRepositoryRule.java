// SPDX-License-Identifier: Apache-2.0
package dev.dib.lint;

import dev.dib.problem.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code declarations}: the lines of {@code source-repository-*} are {@code name type destination location [ref]}. Values of
 * variables are known only in a build, so words with one in them are not judged.
 */
final class SourceRepositoryRule implements Rule {

    private static final List<String> TYPES = List.of("file", "git", "package", "tar");

    @Override
    public List<Finding> check(ElementFiles element) {
        List<Finding> findings = new ArrayList<>();
        for (ElementFile file : element.all()) {
            if (file.path().matches("source-repository-[^/]+")) {
                List<String> lines = file.lines();
                for (int i = 0; i < lines.size(); i++) {
                    int number = i + 1;
                    check(lines.get(i).strip())
                            .ifPresent(wrong -> findings.add(new Finding(
                                    "declarations",
                                    file.path(),
                                    number,
                                    wrong,
                                    "write 'name type destination location [ref]'")));
                }
            }
        }
        return findings;
    }

    private static Optional<String> check(String line) {
        if (line.isEmpty() || line.startsWith("#")) {
            return Optional.empty();
        }
        List<String> words = List.of(line.split("\\s+(?![^{]*})", -1));
        if (words.size() < 2 || words.size() > 5) {
            return Optional.of("has " + words.size() + " words");
        }
        String type = words.get(1);
        if (!type.contains("$") && !TYPES.contains(type)) {
            String meant = Nearest.to(type, TYPES)
                    .map(near -> ", perhaps " + near + " is meant")
                    .orElse("");
            return Optional.of("has the type '" + type + "', which is none of " + String.join(", ", TYPES) + meant);
        }
        if (type.equals("package")) {
            return Optional.empty();
        }
        if (words.size() < 4) {
            return Optional.of("names no location");
        }
        String destination = words.get(2);
        boolean absolute = destination.startsWith("/") || destination.startsWith("$");
        return absolute && !("/" + destination + "/").contains("/../")
                ? Optional.empty()
                : Optional.of("has the destination '" + destination + "', which is no absolute path");
    }
}
