// SPDX-License-Identifier: Apache-2.0
package dev.dib.maven;

import java.nio.file.Path;
import java.util.Objects;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.artifact.handler.DefaultArtifactHandler;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.MavenProjectHelper;

/**
 * Makes artifacts of the files of an image. Those of the first image of a project have no classifier of their own; those of a
 * further one have its name as their classifier, so that no two files have the same coordinates.
 */
final class ImageArtifacts {

    /** Where a project remembers which image was first, from one execution to the next. */
    private static final String FIRST = "dev.dib.first-image";

    private final MavenProject project;
    private final MavenProjectHelper helper;
    private final String image;
    private final boolean first;

    ImageArtifacts(MavenProject project, MavenProjectHelper helper, String image) {
        this.project = project;
        this.helper = helper;
        this.image = image;
        if (project.getContextValue(FIRST) == null) {
            project.setContextValue(FIRST, image);
        }
        this.first = image.equals(project.getContextValue(FIRST));
    }

    /** Whether the first file of this image is the main artifact of the project. */
    boolean haveMain() {
        return first && project.getPackaging().equals("disk-image");
    }

    /** Makes a file the main artifact. */
    void setMain(String type, Path file) {
        // the handler decides the ending in the repository, and it was made before the format was known
        var handler = new DefaultArtifactHandler(type);
        handler.setExtension(type);
        handler.setLanguage("none");
        project.getArtifact().setArtifactHandler(handler);
        project.getArtifact().setFile(file.toFile());
    }

    void attach(String type, Path file) {
        attach(type, null, file);
    }

    /**
     * Attaches a file. One that is attached already, by an earlier conversion in the same run, stays so.
     *
     * @param classifier null for none
     */
    void attach(String type, String classifier, Path file) {
        String whole = first ? classifier : image + (classifier == null ? "" : "-" + classifier);
        boolean known = project.getAttachedArtifacts().stream()
                .anyMatch(artifact ->
                        isSame(artifact, type, whole) && file.toFile().equals(artifact.getFile()));
        if (!known) {
            helper.attachArtifact(project, type, whole, file.toFile());
        }
    }

    private static boolean isSame(Artifact artifact, String type, String classifier) {
        return artifact.getType().equals(type) && Objects.equals(artifact.getClassifier(), classifier);
    }
}
