// SPDX-License-Identifier: Apache-2.0
package dev.dib.maven;

import dev.dib.problem.Nearest;
import dev.dib.problem.Problem;
import dev.dib.problem.ProblemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.maven.artifact.Artifact;

/** The image that another one starts from: a direct dependency whose type is that of an image, or a file. */
final class BaseImage {

    /** Types of images that others publish; those that this plugin makes come on top. */
    private static final Set<String> FOREIGN_TYPES =
            Set.of("img", "vmdk", "vdi", "vhd", "vhdx", "tgz", "tar.gz", "tar.xz", "tar.zst");

    private final List<Artifact> candidates;
    private final Path directory;

    /** @param directory what paths of files are relative to */
    BaseImage(Collection<Artifact> dependencies, Path directory) {
        this.candidates = dependencies.stream()
                .filter(BaseImage::isImage)
                .filter(BaseImage::isDirect)
                .sorted(Comparator.comparing(Artifact::getId))
                .toList();
        this.directory = directory;
    }

    private static boolean isImage(Artifact artifact) {
        return ImageTypes.ALL.contains(artifact.getType()) || FOREIGN_TYPES.contains(artifact.getType());
    }

    /** What the base itself started from comes along with it, and is not meant. */
    private static boolean isDirect(Artifact artifact) {
        return artifact.getDependencyTrail() == null
                || artifact.getDependencyTrail().size() <= 2;
    }

    /**
     * Finds it.
     *
     * @param wanted the parameter {@code baseImage}: a file, {@code groupId:artifactId} or {@code groupId:artifactId:type};
     *     null or blank for the only dependency
     * @throws ProblemException if it is not there, or not the only one
     */
    Optional<Path> find(String wanted) {
        if (wanted == null || wanted.isBlank()) {
            return only(candidates, "has several images among its dependencies");
        }
        List<Artifact> named =
                candidates.stream().filter(artifact -> names(artifact, wanted)).toList();
        if (!named.isEmpty()) {
            return only(named, "'" + wanted + "' is the name of several dependencies");
        }
        Path file = directory.resolve(wanted).normalize();
        if (Files.isRegularFile(file)) {
            return Optional.of(file);
        }
        List<String> known = candidates.stream().map(BaseImage::name).distinct().toList();
        throw new ProblemException(new Problem(
                "baseImage",
                "'" + wanted + "' is neither a file nor a dependency with the type of an image",
                Nearest.remedy(
                        wanted,
                        known,
                        known.isEmpty()
                                ? "name a file, or add the image to the dependencies"
                                : "name a file, or one of " + known)));
    }

    private static Optional<Path> only(List<Artifact> artifacts, String trouble) {
        if (artifacts.size() > 1) {
            throw new ProblemException(new Problem(
                    "baseImage",
                    trouble.startsWith("has") ? "is not set, and the project " + trouble : trouble,
                    "name one of "
                            + artifacts.stream()
                                    .map(artifact -> name(artifact) + ":" + artifact.getType())
                                    .toList()));
        }
        return artifacts.stream().findFirst().map(BaseImage::file);
    }

    private static Path file(Artifact artifact) {
        if (artifact.getFile() == null || !artifact.getFile().isFile()) {
            throw new ProblemException(new Problem(
                    artifact.getId(), "is not built yet", "build both modules with 'mvn package' or a later phase"));
        }
        return artifact.getFile().toPath().toAbsolutePath();
    }

    private static boolean names(Artifact artifact, String wanted) {
        return wanted.equals(name(artifact)) || wanted.equals(name(artifact) + ":" + artifact.getType());
    }

    private static String name(Artifact artifact) {
        return artifact.getGroupId() + ":" + artifact.getArtifactId();
    }
}
