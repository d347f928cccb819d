// SPDX-License-Identifier: Apache-2.0
package dev.dib.lint;

import dev.dib.document.Documents;
import dev.dib.element.Element;
import dev.dib.element.ElementDirectory;
import dev.dib.packages.PackageDeclarations;
import dev.dib.problem.Problem;
import dev.dib.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code declarations}: what the element declares can be read: its dependencies, package-installs, pkg-map, svc-map and
 * block devices.
 */
final class DeclarationsRule implements Rule {

    private static final Pattern WITH_LINE = Pattern.compile("(.*):([0-9]{1,9})");

    private interface Reading {
        void read() throws IOException;
    }

    @Override
    public List<Finding> check(ElementFiles element) throws IOException {
        Path directory = element.directory().toRealPath();
        List<Finding> findings = new ArrayList<>();
        collect(directory, findings, () -> ElementDirectory.read(directory));
        // the name is only for messages about several elements
        var alone = new Element("element", directory, List.of(), List.of());
        collect(directory, findings, () -> PackageDeclarations.read(List.of(alone)));
        for (ElementFile file : element.all()) {
            if (file.path().matches("block-device-[^/]*\\.yaml")) {
                collect(directory, findings, () -> Documents.read(directory.resolve(file.path())));
            }
        }
        return findings;
    }

    private static void collect(Path directory, List<Finding> findings, Reading reading) throws IOException {
        try {
            reading.read();
        } catch (ProblemException e) {
            for (Problem problem : e.problems()) {
                findings.add(finding(directory, problem));
            }
        }
    }

    private static Finding finding(Path directory, Problem problem) {
        Matcher matcher = WITH_LINE.matcher(problem.subject());
        boolean hasLine = matcher.matches();
        String file = hasLine ? matcher.group(1) : problem.subject();
        String prefix = directory + "/";
        return new Finding(
                "declarations",
                file.startsWith(prefix) ? file.substring(prefix.length()) : file,
                hasLine ? Integer.parseInt(matcher.group(2)) : 1,
                problem.message(),
                problem.remedy());
    }
}
