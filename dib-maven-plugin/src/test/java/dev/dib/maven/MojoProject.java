// SPDX-License-Identifier: Apache-2.0
package dev.dib.maven;

import static org.mockito.Mockito.lenient;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.artifact.DefaultArtifact;
import org.apache.maven.artifact.handler.DefaultArtifactHandler;
import org.apache.maven.project.MavenProject;
import org.apache.maven.settings.Settings;

/** A project in a folder of its own for the goals under test. The harness gives one without an artifact and without a place. */
record MojoProject(MavenProject project, Path directory) {

    MojoProject {
        project.setArtifact(new DefaultArtifact(
                "com.example",
                "machine",
                "1.0",
                "compile",
                "disk-image",
                null,
                new DefaultArtifactHandler("disk-image")));
        project.setArtifacts(Set.of());
        project.setPackaging("disk-image");
        project.setVersion("1.0");
        project.getBuild().setFinalName("machine");
        lenient().doReturn(directory.toFile()).when(project).getBasedir();
    }

    /** Hands a goal the folders of this project. */
    <T extends ImageMojo> T place(T mojo) {
        mojo.project = project;
        mojo.buildDirectory = target().toFile();
        mojo.cacheDirectory = directory.resolve("cache").toFile();
        if (mojo instanceof RequestMojo request) {
            // the session of the harness is a mock that has none
            lenient().doReturn(new Settings()).when(request.session).getSettings();
        }
        return mojo;
    }

    /** Gives it elements that were resolved. */
    void resolve(ElementZip... elements) throws IOException {
        Set<Artifact> artifacts = new LinkedHashSet<>();
        for (ElementZip element : elements) {
            artifacts.add(element.artifact(directory));
        }
        project.setArtifacts(artifacts);
    }

    /** Gives it a dependency that is an image; if it came along with another one, by the id of that. */
    Path dependency(String name, String type, String... by) throws IOException {
        Path file = Files.writeString(directory.resolve(name + "." + type), name);
        var artifact = new DefaultArtifact(
                "com.example", name, "1.0", "compile", type, null, new DefaultArtifactHandler(type));
        artifact.setFile(file.toFile());
        List<String> trail = new ArrayList<>(List.of("com.example:machine:disk-image:1.0"));
        trail.addAll(List.of(by));
        trail.add(artifact.getId());
        artifact.setDependencyTrail(trail);
        Set<Artifact> all = new LinkedHashSet<>(project.getArtifacts());
        all.add(artifact);
        project.setArtifacts(all);
        return file;
    }

    Path target() {
        return directory.resolve("target");
    }

    /** Writes a file of a local element. */
    Path element(String name, String file, String text) throws IOException {
        Path path = directory.resolve("src/main/elements").resolve(name).resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
        if (text.startsWith("#!")) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        return path;
    }
}
