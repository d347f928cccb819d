// SPDX-License-Identifier: Apache-2.0
package dev.dib.maven;

import dev.dib.element.ElementUnpacker;
import dev.dib.problem.Problem;
import dev.dib.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.plugin.logging.Log;
import org.codehaus.plexus.util.FileUtils;

/** The elements among the dependencies of a project. */
final class ElementArtifacts {

    private final List<Artifact> artifacts;
    private final Log log;

    ElementArtifacts(Collection<Artifact> dependencies, Log log) {
        this.artifacts = dependencies.stream()
                .filter(artifact -> "element".equals(artifact.getClassifier()))
                .sorted(Comparator.comparing(Artifact::getId))
                .toList();
        this.log = log;
    }

    /**
     * Unpacks all of them below a folder, which is emptied before.
     *
     * @param list a file to list them in, {@code NAME=groupId:artifactId:version} a line
     */
    void unpackBelow(Path folder, Path list) throws IOException {
        FileUtils.deleteDirectory(folder.toFile());
        Files.createDirectories(folder);
        Map<Path, Artifact> unpacked = new HashMap<>();
        for (Artifact artifact : artifacts) {
            if (!Files.isRegularFile(artifact.getFile().toPath())) {
                throw new ProblemException(new Problem(
                        artifact.getId(),
                        "is not packed yet",
                        "build both modules with 'mvn package' or a later phase"));
            }
            var unpacker = new ElementUnpacker(artifact.getFile().toPath());
            Path element = unpacker.unpackBelow(folder);
            unpacker.repaired()
                    .forEach(script -> log.warn(artifact.getId() + ": " + script
                            + " had lost its executable bit; pack the element on a system that keeps it"));
            Artifact other = unpacked.putIfAbsent(element, artifact);
            if (other != null) {
                throw new ProblemException(new Problem(
                        "dependencies",
                        "both " + other.getId() + " and " + artifact.getId() + " bring the element '"
                                + element.getFileName() + "'",
                        "exclude one of them"));
            }
        }
        Files.writeString(
                list,
                unpacked.entrySet().stream()
                        .map(entry -> entry.getKey().getFileName() + "=" + coordinates(entry.getValue()) + "\n")
                        .sorted()
                        .collect(Collectors.joining()));
    }

    private static String coordinates(Artifact artifact) {
        return artifact.getGroupId() + ":" + artifact.getArtifactId() + ":" + artifact.getVersion();
    }
}
