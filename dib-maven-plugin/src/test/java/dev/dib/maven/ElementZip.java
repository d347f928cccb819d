// SPDX-License-Identifier: Apache-2.0
package dev.dib.maven;

import dev.dib.element.ElementMarker;
import dev.dib.element.ElementPacker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.artifact.DefaultArtifact;
import org.apache.maven.artifact.handler.DefaultArtifactHandler;
import org.apache.maven.model.Dependency;
import org.apache.maven.project.MavenProject;

/** An element that somebody else has packed, as a dependency of a project under test. */
record ElementZip(String groupId, String name, List<String> provides, String scope, List<String> trail) {

    static ElementZip of(String groupId, String name) {
        return new ElementZip(groupId, name, List.of(), "compile", List.of());
    }

    ElementZip providing(String other) {
        return new ElementZip(groupId, name, List.of(other), scope, trail);
    }

    ElementZip withScope(String other) {
        return new ElementZip(groupId, name, provides, other, trail);
    }

    /** Come along with another dependency. */
    ElementZip by(String id) {
        return new ElementZip(groupId, name, provides, scope, List.of("com.example:machine:disk-image:1.0", id, id()));
    }

    private String id() {
        return groupId + ":" + name + ":zip:element:1.0";
    }

    /** Packs it below a folder. */
    Artifact artifact(Path directory) throws IOException {
        Path folder = Files.createDirectories(directory.resolve("packed/" + groupId + "/" + name + "/element"));
        Files.createDirectories(folder.resolve("install.d"));
        Files.writeString(folder.resolve("install.d/10-" + name), "#!/bin/sh\n# of " + groupId + "\n");
        Files.write(folder.resolve("element-provides"), provides);
        Path zip = folder.resolveSibling(name + "-1.0-element.zip");
        new ElementPacker(new ElementMarker(1, name, "1.0", List.of(), provides), Instant.EPOCH).pack(folder, zip);
        var artifact =
                new DefaultArtifact(groupId, name, "1.0", scope, "zip", "element", new DefaultArtifactHandler("zip"));
        artifact.setFile(zip.toFile());
        artifact.setDependencyTrail(trail.isEmpty() ? List.of("com.example:machine:disk-image:1.0", id()) : trail);
        return artifact;
    }

    /** Writes it into a pom. */
    void declareIn(MavenProject project) {
        project.getDependencies().add(dependency());
    }

    Dependency dependency() {
        var dependency = new Dependency();
        dependency.setGroupId(groupId);
        dependency.setArtifactId(name);
        dependency.setVersion("1.0");
        dependency.setType("zip");
        dependency.setClassifier("element");
        dependency.setScope(scope);
        return dependency;
    }
}
