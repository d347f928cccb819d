// SPDX-License-Identifier: Apache-2.0
package dev.dib.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.inject.Inject;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@MojoTest(realRepositorySession = true)
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
    @MojoParameter(name = "elements", value = "tiny,app")
    void takesElementsFromDependenciesUnlessAFolderHasThem(ResolveMojo mojo) throws Exception {
        project.resolve(ElementZip.of("com.other", "app"), ElementZip.of("com.other", "tools"));
        project.place(mojo).execute();
        assertThat(project.target().resolve("dib/elements.yaml"))
                .content()
                .contains("app: \"" + project.target().toRealPath() + "/dib/elements/app\"")
                .contains("tools: \"" + directory.toRealPath() + "/src/main/elements/tools\"");
    }

    @Test
    @InjectMojo(goal = "resolve")
    @MojoParameter(name = "elements", value = "tiny,app")
    void twoDependenciesMustNotBringTheSameElement(ResolveMojo mojo) throws Exception {
        project.resolve(ElementZip.of("com.other", "app"), ElementZip.of("org.another", "app"));
        assertThatThrownBy(project.place(mojo)::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("the element 'app' is brought by com.other:app:1.0 and org.another:app:1.0")
                .hasMessageContaining("<overridingElements>");
    }

    @Test
    @InjectMojo(goal = "resolve")
    @MojoParameter(name = "elements", value = "tiny,app")
    @MojoParameter(name = "overridingElements", value = "org.another:app")
    void oneMayOverrideAnotherOnPurpose(ResolveMojo mojo) throws Exception {
        project.resolve(ElementZip.of("com.other", "app"), ElementZip.of("org.another", "app"));
        project.place(mojo).execute();
        assertThat(project.target().resolve("dib/elements/app/install.d/10-app"))
                .content()
                .contains("of org.another");
    }

    @Test
    @InjectMojo(goal = "resolve")
    @MojoParameter(name = "elements", value = "tiny")
    @MojoParameter(name = "overridingElements", value = "com.other:app,com.other:ap")
    void whatOverridesNothingIsAMistake(ResolveMojo mojo) throws Exception {
        project.resolve(ElementZip.of("com.other", "app"));
        assertThatThrownBy(project.place(mojo)::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("overridingElements: com.other:app overrides nothing")
                .hasMessageContaining("overridingElements: no dependency is the element 'com.other:ap'")
                .hasMessageContaining("write 'com.other:app' if you meant that");
    }

    @Test
    @InjectMojo(goal = "resolve")
    @MojoParameter(name = "elements", value = "tiny")
    void anImageBringsNoElements(ResolveMojo mojo) throws Exception {
        project.resolve(
                ElementZip.of("com.other", "app").by("com.other:their-image:qcow2:1.0"),
                ElementZip.of("com.other", "needed").by("com.other:app:zip:element:1.0"),
                ElementZip.of("com.other", "grouped").by("com.other:all:pom:1.0"));
        project.place(mojo).execute();
        assertThat(project.target().resolve("dib/elements"))
                .isDirectoryContaining(path -> path.endsWith("needed"))
                .isDirectoryContaining(path -> path.endsWith("grouped"))
                .isDirectoryNotContaining(path -> path.endsWith("app"));
    }

    @Test
    @InjectMojo(goal = "resolve")
    @MojoParameter(name = "skip", value = "true")
    void doesNothingIfItIsSkipped(ResolveMojo mojo) throws Exception {
        project.place(mojo).execute();
        assertThat(Files.exists(project.target())).as("target").isFalse();
    }

    @Test
    @InjectMojo(goal = "resolve")
    @MojoParameter(name = "elements", value = "tiny")
    @MojoParameter(name = "ramdisk", value = "true")
    void addsTheElementThatMakesARamdisk(ResolveMojo mojo) throws Exception {
        project.element("ramdisk", "README.md", "# ramdisk\n");
        project.element("other-ramdisk", "README.md", "# other\n");
        project.place(mojo).execute();
        assertThat(project.target().resolve("dib/elements.yaml")).content().contains("\nramdisk: ");
        mojo.ramdiskElement = "other-ramdisk";
        mojo.execute();
        assertThat(project.target().resolve("dib/elements.yaml"))
                .content()
                .contains("\nother-ramdisk: ")
                .doesNotContain("\nramdisk: ");
    }

    @Test
    @InjectMojo(goal = "resolve")
    @MojoParameter(name = "elements", value = "tiny,found")
    void takesVariablesOfDiskimageBuilder(ResolveMojo mojo) throws Exception {
        Path found = Files.createDirectories(directory.resolve("path/found"));
        mojo.environment = Map.of("ELEMENTS_PATH", found.getParent().toString(), "SKIP_BASE", "1");
        project.place(mojo).execute();
        assertThat(project.target().resolve("dib/elements.yaml"))
                .content()
                .contains("found: \"" + found + "\"")
                .doesNotContain("base");
        mojo.environment = Map.of("ELEMENTS_PATH", "/no/such/folder", "ARCH", "amd46");
        assertThatThrownBy(mojo::execute)
                .hasMessageContaining("/no/such/folder")
                .hasMessageContaining("environment.ARCH: 'amd46'");
    }
}
