// SPDX-License-Identifier: Apache-2.0
package dev.dib.maven;

import dev.dib.problem.Nearest;
import dev.dib.problem.Problem;
import dev.dib.problem.ProblemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.maven.artifact.Artifact;

/** The image that another one starts from: a direct dependency whose type is that of an image, or a file. */
final class BaseImage {

    /** What the command unpack-image of the element sysprep reads: images of this plugin, and those that others publish. */
    static final Set<String> TYPES = Set.of(
            "disk-image",
            "qcow2",
            "raw",
            "img",
            "vhd",
            "vhdx",
            "vmdk",
            "vdi",
            "tar",
            "tgz",
            "tar.gz",
            "tar.xz",
            "tar.zst",
            "squashfs",
            "docker.tar",
            "oci.tar");

    private static final String SUBJECT = "baseImage";

    private final List<Artifact> dependencies;
    private final Path directory;

    /** @param directory what paths of files are relative to */
    BaseImage(Collection<Artifact> dependencies, Path directory) {
        this.dependencies = dependencies.stream()
                .filter(BaseImage::isDirect)
                .sorted(Comparator.comparing(Artifact::getId))
                .toList();
        this.directory = directory;
    }

    /** What the base itself started from comes along with it, and is not meant. */
    private static boolean isDirect(Artifact artifact) {
        return artifact.getDependencyTrail() == null
                || artifact.getDependencyTrail().size() <= 2;
    }

    private static boolean isReadable(Artifact artifact) {
        return TYPES.contains(artifact.getType());
    }

    /**
     * Finds it.
     *
     * @param wanted the parameter {@code baseImage}: a file, {@code groupId:artifactId} or {@code groupId:artifactId:type};
     *     null or blank for the only dependency
     * @return its absolute path, or nothing if none is wanted and none is there
     * @throws ProblemException if it is not there, not the only one, or nothing that can be read
     */
    Optional<Path> find(String wanted) {
        if (wanted == null || wanted.isBlank()) {
            return only(images(), "is not set, and the project has several images among its dependencies");
        }
        List<Artifact> named = dependencies.stream()
                .filter(artifact -> names(artifact, wanted))
                .toList();
        List<Artifact> readable = named.stream().filter(BaseImage::isReadable).toList();
        if (!readable.isEmpty()) {
            return only(readable, "'" + wanted + "' is the name of several dependencies");
        }
        if (!named.isEmpty()) {
            throw ofOtherType(wanted, named.get(0).getType());
        }
        return Optional.of(file(wanted));
    }

    private static ProblemException ofOtherType(String wanted, String type) {
        String all = "one of " + String.join(", ", new TreeSet<>(TYPES));
        return problem(
                "the dependency '" + wanted + "' has the type '" + type + "', which is none of an image to start from",
                // Maven's own default for a dependency without a type
                type.equals("jar")
                        ? "give it the <type> of the image, " + all
                        : Nearest.remedy(type, TYPES, "use " + all));
    }

    private List<Artifact> images() {
        return dependencies.stream().filter(BaseImage::isReadable).toList();
    }

    private Path file(String wanted) {
        Path file = path(wanted);
        if (Files.isDirectory(file)) {
            throw problem("'" + wanted + "' is a folder", "name the file of an image");
        }
        if (!Files.isRegularFile(file)) {
            List<String> known =
                    images().stream().map(BaseImage::name).distinct().toList();
            throw problem(
                    "'" + wanted + "' is neither a file nor a dependency with the type of an image",
                    Nearest.remedy(
                            wanted,
                            known,
                            known.isEmpty()
                                    ? "name a file, or add the image to the dependencies"
                                    : "name a file, or one of " + known));
        }
        if (!Files.isReadable(file)) {
            throw problem("the file " + file + " may not be read", "give yourself leave to read it");
        }
        return file;
    }

    private Path path(String wanted) {
        try {
            return directory.resolve(wanted).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw problem("'" + wanted.replace('\0', '?') + "' cannot be the name of a file", "name a file");
        }
    }

    private static Optional<Path> only(List<Artifact> artifacts, String trouble) {
        if (artifacts.size() > 1) {
            throw problem(
                    trouble,
                    "name one of "
                            + artifacts.stream()
                                    .map(artifact -> name(artifact) + ":" + artifact.getType())
                                    .toList());
        }
        return artifacts.stream().findFirst().map(BaseImage::file);
    }

    private static Path file(Artifact artifact) {
        if (artifact.getFile() == null || !artifact.getFile().isFile()) {
            throw problem(
                    "the dependency " + artifact.getId() + " is not built yet",
                    "build both modules with 'mvn package' or a later phase");
        }
        return artifact.getFile().toPath().toAbsolutePath();
    }

    private static ProblemException problem(String message, String remedy) {
        return new ProblemException(new Problem(SUBJECT, message, remedy));
    }

    private static boolean names(Artifact artifact, String wanted) {
        return wanted.equals(name(artifact)) || wanted.equals(name(artifact) + ":" + artifact.getType());
    }

    private static String name(Artifact artifact) {
        return artifact.getGroupId() + ":" + artifact.getArtifactId();
    }
}
