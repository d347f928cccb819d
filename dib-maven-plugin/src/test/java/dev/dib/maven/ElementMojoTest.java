// SPDX-License-Identifier: Apache-2.0
package dev.dib.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import javax.inject.Inject;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@MojoTest
class ElementMojoTest {

    @Inject
    private MavenProject mavenProject;

    @TempDir
    private Path directory;

    private MojoProject project;

    @BeforeEach
    void element() throws Exception {
        project = new MojoProject(mavenProject, directory);
        project.element("motd", "install.d/50-motd", "#!/bin/sh\n");
    }

    @Test
    @InjectMojo(goal = "element")
    @MojoParameter(name = "elementName", value = "motd")
    @MojoParameter(name = "outputTimestamp", value = "2026-11-23T00:00:00Z")
    void packsTheElementTheSameEachTimeAndAttachesIt(ElementMojo mojo) throws Exception {
        mavenProject.setPackaging("pom");
        place(mojo).execute();
        Path zip = mavenProject.getAttachedArtifacts().get(0).getFile().toPath();
        assertThat(mavenProject.getAttachedArtifacts().get(0).getClassifier()).isEqualTo("element");
        byte[] first = Files.readAllBytes(zip);
        place(mojo).execute();
        assertThat(zip).hasBinaryContent(first);
    }

    @Test
    @InjectMojo(goal = "element")
    @MojoParameter(name = "elementName", value = "motd")
    void isTheMainArtifactOfAnElementProject(ElementMojo mojo) throws Exception {
        mavenProject.setPackaging("dib-element");
        place(mojo).execute();
        assertThat(mavenProject.getArtifact().getFile()).isFile();
    }

    @Test
    @InjectMojo(goal = "element")
    @MojoParameter(name = "elementName", value = "no name")
    void refusesANameThatIsNone(ElementMojo mojo) {
        assertThatThrownBy(place(mojo)::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("elementName: 'no name'");
    }

    @Test
    @InjectMojo(goal = "element")
    void refusesAFolderThatIsNotThere(ElementMojo mojo) {
        place(mojo).elementDirectory = directory.resolve("nowhere").toFile();
        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("elementDirectory")
                .hasMessageContaining("src/main/element");
    }

    private ElementMojo place(ElementMojo mojo) {
        mojo.project = mavenProject;
        mojo.buildDirectory = project.target().toFile();
        mojo.elementDirectory = directory.resolve("src/main/elements/motd").toFile();
        return mojo;
    }
}
