// SPDX-License-Identifier: Apache-2.0
package dev.dib.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dib.element.Element;
import dev.dib.element.ElementDirectory;
import dev.dib.element.ResolvedElements;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@MojoTest
class HooksMojoTest {

    @Inject
    private MavenProject mavenProject;

    @TempDir
    private Path directory;

    private MojoProject project;

    @BeforeEach
    void place() {
        project = new MojoProject(mavenProject, directory);
    }

    @Test
    @InjectMojo(goal = "hooks")
    void mergesTheHooksOfAllElements(HooksMojo mojo) throws Exception {
        project.element("a", "install.d/10-a", "#!/bin/sh\n");
        project.element("b", "install.d/20-b", "#!/bin/sh\n");
        resolve("a", "b");
        project.place(mojo).execute();
        project.place(mojo).execute();
        assertThat(project.target().resolve("dib/hooks/install.d/10-a")).isExecutable();
        assertThat(project.target().resolve("dib/hooks/install.d/20-b")).isExecutable();
    }

    @Test
    @InjectMojo(goal = "hooks")
    void refusesAHookThatTwoElementsBring(HooksMojo mojo) throws Exception {
        project.element("a", "install.d/10-x", "#!/bin/sh\n");
        project.element("b", "install.d/10-x", "#!/bin/sh\n");
        resolve("a", "b");
        assertThatThrownBy(project.place(mojo)::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("install.d/10-x: is brought by two elements, a and b");
        assertThat(project.target().resolve("dib/hooks")).doesNotExist();
    }

    @Test
    @InjectMojo(goal = "hooks")
    void saysWhichGoalComesBefore(HooksMojo mojo) {
        assertThatThrownBy(project.place(mojo)::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("dib:resolve");
    }

    private void resolve(String... names) throws Exception {
        List<Element> elements = new ArrayList<>();
        for (String name : names) {
            elements.add(
                    ElementDirectory.read(directory.resolve("src/main/elements").resolve(name)));
        }
        ResolvedElements.write(elements, project.target().resolve("dib/elements.yaml"));
    }
}
