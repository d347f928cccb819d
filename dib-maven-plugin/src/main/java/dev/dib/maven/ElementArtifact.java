// SPDX-License-Identifier: Apache-2.0
package dev.dib.maven;

import dev.dib.element.ElementMarker;
import dev.dib.element.ElementUnpacker;
import dev.dib.problem.Problem;
import dev.dib.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.maven.artifact.Artifact;

/** An element among the dependencies of a project: an artifact, and what it says about itself. */
record ElementArtifact(Artifact artifact, ElementMarker marker) {

    static final String CLASSIFIER = "element";

    static ElementArtifact read(Artifact artifact) throws IOException {
        Path zip = artifact.getFile().toPath();
        if (!Files.isRegularFile(zip)) {
            throw new ProblemException(new Problem(
                    artifact.getId(), "is not packed yet", "build both modules with 'mvn package' or a later phase"));
        }
        return new ElementArtifact(artifact, new ElementUnpacker(zip).marker());
    }

    String name() {
        return marker.name();
    }

    /** Its coordinates without the version. */
    String key() {
        return artifact.getGroupId() + ":" + artifact.getArtifactId();
    }

    @Override
    public String toString() {
        return key() + ":" + artifact.getBaseVersion();
    }
}
