// SPDX-License-Identifier: Apache-2.0
package dev.dib.lint;

import dev.dib.disk.DiskOptions;
import dev.dib.disk.DiskPlan;
import dev.dib.document.Documents;
import dev.dib.element.Element;
import dev.dib.element.ElementDirectory;
import dev.dib.packages.PackageDeclarations;
import dev.dib.packages.SourceRepositories;
import dev.dib.problem.Problem;
import dev.dib.problem.ProblemException;
import dev.dib.problem.Problems;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code declarations}: what the element declares can be read, and says what there is to say: its dependencies,
 * package-installs, pkg-map, svc-map, source repositories and
 * block devices. All other YAML can be parsed.
 */
final class DeclarationsRule implements Rule {

    private static final Pattern WITH_LINE = Pattern.compile("(.*):([0-9]{1,9})");

    private static final Pattern BLOCK_DEVICES = Pattern.compile("block-device-[^/]*\\.yaml");

    /** Not in static/, whose files are not for the build. */
    private static final Pattern YAML = Pattern.compile("(?!static/).*\\.ya?ml");

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
        collect(directory, findings, () -> {
            var problems = new Problems();
            SourceRepositories.check(List.of(alone), Map.of(), problems);
            problems.throwIfAny();
        });
        for (ElementFile file : element.all()) {
            Path path = directory.resolve(file.path());
            if (BLOCK_DEVICES.matcher(file.path()).matches()) {
                collect(
                        directory,
                        findings,
                        () -> DiskPlan.of(Documents.read(path), DiskOptions.defaults(), new UUID(0, 0)));
            } else if (YAML.matcher(file.path()).matches()) {
                collect(directory, findings, () -> Documents.read(path));
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
