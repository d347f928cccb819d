// SPDX-License-Identifier: Apache-2.0
package dev.dib.maven;

import java.io.File;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.artifact.handler.DefaultArtifactHandler;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.MavenProjectHelper;

/**
 * Makes artifacts of the files of an image. Those of the first image of a project have no classifier of their own; those of a
 * further one have its name in their classifier, so that no two files have the same coordinates.
 */
final class ImageArtifacts {

    /** Where a project remembers which image was first, from one execution to the next. */
    private static final String FIRST = "dib.first-image";

    private final MavenProject project;
    private final MavenProjectHelper helper;
    private final Optional<String> other;

    /**
     * Prepares it.
     *
     * @param context the plugin's context of the project
     */
    ImageArtifacts(MavenProject project, MavenProjectHelper helper, Map<String, Object> context, String image) {
        this.project = project;
        this.helper = helper;
        this.other = other(context.putIfAbsent(FIRST, image), image);
    }

    /** What tells an image from the first one of the project: its name, without that in front. Nothing if it is that one. */
    private static Optional<String> other(Object first, String image) {
        if (first == null || first.equals(image)) {
            return Optional.empty();
        }
        return Optional.of(image.startsWith(first + "-") ? image.substring((first + "-").length()) : image);
    }

    /** Whether a file can be the main artifact: of several images of a project, the first has it. */
    boolean canBeMain(Path file) {
        File main = project.getArtifact().getFile();
        return isDiskImage(project) && other.isEmpty() && (main == null || main.equals(file.toFile()));
    }

    static boolean isDiskImage(MavenProject project) {
        return project.getPackaging().equals("disk-image");
    }

    /** Makes a file the main artifact. */
    void becomeMain(String type, Path file) {
        // the handler decides the ending in the repository, and it was made before the format was known
        var handler = new DefaultArtifactHandler(type);
        handler.setExtension(type);
        handler.setLanguage("none");
        project.getArtifact().setArtifactHandler(handler);
        project.getArtifact().setFile(file.toFile());
    }

    /** Attaches a file. One that is attached already, by an earlier conversion in the same run, stays so. */
    void attach(String type, Optional<String> classifier, Path file) {
        String whole = Stream.concat(other.stream(), classifier.stream()).collect(Collectors.joining("-"));
        String wanted = whole.isEmpty() ? null : whole;
        boolean known = project.getAttachedArtifacts().stream()
                .anyMatch(artifact ->
                        isSame(artifact, type, wanted) && file.toFile().equals(artifact.getFile()));
        if (!known) {
            helper.attachArtifact(project, type, wanted, file.toFile());
        }
    }

    private static boolean isSame(Artifact artifact, String type, String classifier) {
        return artifact.getType().equals(type) && Objects.equals(artifact.getClassifier(), classifier);
    }
}
