// SPDX-License-Identifier: Apache-2.0
package dev.dib.maven;

import dev.dib.element.ElementUnpacker;
import dev.dib.problem.Nearest;
import dev.dib.problem.ProblemException;
import dev.dib.problem.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.plugin.logging.Log;
import org.codehaus.plexus.util.FileUtils;

/**
 * The elements among the dependencies of a project. Two artifacts that bring an element of the same name are an error: which
 * of them an image gets must not depend on an order. To override one on purpose is up to the project that builds the image,
 * because what comes with a dependency of a dependency should not replace anything unseen.
 */
final class ElementArtifacts {

    private final List<ElementArtifact> all;

    ElementArtifacts(List<ElementArtifact> all) {
        this.all = List.copyOf(all);
    }

    /** All of them, whatever their names. */
    static List<ElementArtifact> read(Collection<Artifact> dependencies) throws IOException {
        List<ElementArtifact> found = new ArrayList<>();
        for (Artifact artifact : dependencies) {
            if (isElement(artifact) && !cameWithAnImage(artifact)) {
                found.add(ElementArtifact.read(artifact));
            }
        }
        found.sort(Comparator.comparing(ElementArtifact::toString));
        return found;
    }

    /**
     * Those that an image is made from.
     *
     * @param overriding {@code groupId:artifactId} of artifacts whose element takes the place of others of its name
     * @throws ProblemException if two bring the same element, or an overriding one overrides nothing
     */
    static ElementArtifacts of(Collection<Artifact> dependencies, Collection<String> overriding, Log log)
            throws IOException {
        List<ElementArtifact> found = read(dependencies);
        Map<String, List<ElementArtifact>> byName =
                found.stream().collect(Collectors.groupingBy(ElementArtifact::name, TreeMap::new, Collectors.toList()));
        var problems = new Problems();
        List<ElementArtifact> chosen = new ArrayList<>();
        Set<String> unused = new HashSet<>(overriding);
        byName.forEach((name, candidates) -> {
            List<ElementArtifact> winners = candidates.size() == 1
                    ? candidates
                    : candidates.stream()
                            .filter(it -> overriding.contains(it.key()))
                            .toList();
            if (winners.size() != 1) {
                problems.add(
                        "dependencies",
                        "the element '" + name + "' is brought by " + join(candidates),
                        "exclude one of them, or name the one that shall win in <overridingElements>");
                return;
            }
            ElementArtifact winner = winners.get(0);
            chosen.add(winner);
            if (candidates.size() > 1) {
                unused.remove(winner.key());
                candidates.stream()
                        .filter(it -> !it.equals(winner))
                        .forEach(it -> log.info(winner + " overrides the element '" + name + "' of " + it));
            }
        });
        checkOverriding(unused, found, problems);
        problems.throwIfAny();
        return new ElementArtifacts(chosen);
    }

    private static void checkOverriding(Set<String> unused, List<ElementArtifact> found, Problems problems) {
        Set<String> keys = found.stream().map(ElementArtifact::key).collect(Collectors.toSet());
        unused.stream().sorted().forEach(key -> {
            if (keys.contains(key)) {
                boolean reported = problems.list().stream()
                        .anyMatch(problem -> problem.message().contains(key + ":"));
                if (!reported) {
                    problems.add("overridingElements", key + " overrides nothing", "remove it");
                }
            } else {
                problems.add(
                        "overridingElements",
                        "no dependency is the element '" + key + "'",
                        Nearest.remedy(key, keys, "write groupId:artifactId of a dependency"));
            }
        });
    }

    private static String join(List<ElementArtifact> artifacts) {
        return artifacts.stream().map(ElementArtifact::toString).collect(Collectors.joining(" and "));
    }

    static boolean isElement(Artifact artifact) {
        return ElementArtifact.CLASSIFIER.equals(artifact.getClassifier());
    }

    /**
     * Whether only an image that is a dependency brought it: an image is finished, what it was made from is nobody's
     * dependency. With the extension loaded Maven does not even look at what an image depends on; without it, here.
     */
    private static boolean cameWithAnImage(Artifact artifact) {
        List<String> trail = artifact.getDependencyTrail();
        return trail != null
                && trail.size() > 2
                && trail.subList(1, trail.size() - 1).stream().anyMatch(ElementArtifacts::isImage);
    }

    /** Whether an id as Maven prints it, {@code groupId:artifactId:type[:classifier]:version}, is that of an image. */
    private static boolean isImage(String id) {
        return ImageTypes.ALL.contains(id.split(":", 4)[2]);
    }

    /** Lists them, {@code NAME=groupId:artifactId:version} a line. */
    void list(Path file) throws IOException {
        Files.writeString(
                file,
                all.stream()
                        .map(element -> element.name() + "=" + element.key() + ":"
                                + element.artifact().getVersion() + "\n")
                        .sorted()
                        .collect(Collectors.joining()));
    }

    /**
     * Unpacks all of them below a folder, which is emptied before. Each appears as a whole.
     *
     * @throws ProblemException with everything that cannot be unpacked
     */
    void unpackBelow(Path folder, Log log) throws IOException {
        FileUtils.deleteDirectory(folder.toFile());
        Files.createDirectories(folder);
        var problems = new Problems();
        for (ElementArtifact element : all) {
            var unpacker = new ElementUnpacker(element.artifact().getFile().toPath());
            problems.gather(() -> unpacker.unpackBelow(folder));
            if (!unpacker.repaired().isEmpty()) {
                log.warn(element + ": the zip holds no modes, made executable: "
                        + String.join(", ", unpacker.repaired()) + "; pack it with dib:element");
            }
        }
        problems.throwIfAny();
    }
}
