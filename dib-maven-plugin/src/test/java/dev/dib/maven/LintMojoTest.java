// SPDX-License-Identifier: Apache-2.0
package dev.dib.maven;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
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
class LintMojoTest {

    @Inject
    private MavenProject mavenProject;

    @TempDir
    private Path directory;

    private MojoProject project;

    @BeforeEach
    void element() throws Exception {
        project = new MojoProject(mavenProject, directory);
        project.element("motd", "README.md", "# motd\n");
    }

    @Test
    @InjectMojo(goal = "lint")
    void passesAnElementThatKeepsTheRules(LintMojo mojo) throws Exception {
        project.element("motd", "install.d/50-motd", "#!/bin/sh\nset -eu\necho hello >/etc/motd\n");
        place(mojo);
        assertThatCode(mojo::execute).doesNotThrowAnyException();
    }

    @Test
    @InjectMojo(goal = "lint")
    void namesFileLineAndRuleOfEachFinding(LintMojo mojo) throws Exception {
        project.element("motd", "install.d/50-motd", "#!/bin/sh\nif true; then\n\twhich ls\nfi\n");
        place(mojo);
        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("install.d/50-motd:3")
                .hasMessageContaining("[tabindent]")
                .hasMessageContaining("[which]")
                .hasMessageContaining("[sete]");
    }

    @Test
    @InjectMojo(goal = "lint")
    @MojoParameter(name = "elementName", value = "motd")
    void knowsTheElementsThatThisOneDependsOn(LintMojo mojo) throws Exception {
        project.element("motd", "install.d/10-other", "#!/bin/sh\nset -eu\n");
        project.element("motd", "package-installs.yaml", "tar:\n");
        project.resolve(ElementZip.of("com.other", "other").providing("package-installs"));
        assertThatThrownBy(place(mojo)::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("install.d/10-other:1: is also a file of the element 'other'")
                .hasMessageNotContaining("[undeclared]");
        mojo.disabledRules = List.of("clash");
        assertThatCode(mojo::execute).doesNotThrowAnyException();
    }

    @Test
    @InjectMojo(goal = "lint")
    void refusesAFolderThatIsNotThere(LintMojo mojo) {
        mojo.elementDirectory = directory.resolve("nowhere").toFile();
        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("elementDirectory");
    }

    private LintMojo place(LintMojo mojo) {
        mojo.project = mavenProject;
        mojo.buildDirectory = project.target().toFile();
        mojo.elementDirectory = directory.resolve("src/main/elements/motd").toFile();
        return mojo;
    }
}
