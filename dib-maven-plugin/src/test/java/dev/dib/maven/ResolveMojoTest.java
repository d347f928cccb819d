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
class ResolveMojoTest {

    @Inject
    private MavenProject mavenProject;

    @TempDir
    private Path directory;

    private MojoProject project;

    @BeforeEach
    void elements() throws Exception {
        project = new MojoProject(mavenProject, directory);
        project.element("tiny", "element-provides", "operating-system\n");
        project.element("tiny", "element-deps", "tools\n");
        project.element("tools", "install.d/10-tools", "#!/bin/sh\n");
        project.element("base", "README.md", "# base\n");
    }

    @Test
    @InjectMojo(goal = "resolve")
    @MojoParameter(name = "elements", value = "tiny")
    void expandsTheElementsOfTheProject(ResolveMojo mojo) throws Exception {
        project.place(mojo).execute();
        assertThat(project.target().resolve("dib/elements.yaml"))
                .content()
                .containsPattern("(?s)^base: .*\ntiny: .*\ntools: .*\n$");
    }

    @Test
    @InjectMojo(goal = "resolve")
    @MojoParameter(name = "elements", value = "tiny")
    @MojoParameter(name = "skipBase", value = "true")
    void leavesBaseOutIfThatIsWanted(ResolveMojo mojo) throws Exception {
        project.place(mojo).execute();
        assertThat(project.target().resolve("dib/elements.yaml")).content().doesNotContain("base");
    }

    @Test
    @InjectMojo(goal = "resolve")
    @MojoParameter(name = "elements", value = "tinny,tols")
    void namesAllElementsThatAreMissingAndWhatWasMeant(ResolveMojo mojo) {
        assertThatThrownBy(project.place(mojo)::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("'tinny'")
                .hasMessageContaining("'tiny'")
                .hasMessageContaining("'tols'")
                .hasMessageContaining("'tools'");
        assertThat(project.target().resolve("dib/elements.yaml")).doesNotExist();
    }

    @Test
    @InjectMojo(goal = "resolve")
    @MojoParameter(name = "elements", value = "tiny")
    @MojoParameter(name = "elementsPath", value = "no/such/folder")
    void refusesAnElementsPathThatIsNoFolder(ResolveMojo mojo) {
        assertThatThrownBy(project.place(mojo)::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("elementsPath");
    }

    @Test
    @InjectMojo(goal = "resolve")
    @MojoParameter(name = "skip", value = "true")
    void doesNothingIfItIsSkipped(ResolveMojo mojo) throws Exception {
        project.place(mojo).execute();
        assertThat(Files.exists(project.target())).as("target").isFalse();
    }
}
