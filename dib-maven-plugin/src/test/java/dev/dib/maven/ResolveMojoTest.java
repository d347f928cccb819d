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
    @MojoParameter(name = "elements", value = "image-base")
    void startsFromTheOnlyImageAmongTheDirectDependencies(ResolveMojo mojo) throws Exception {
        project.element("image-base", "element-provides", "operating-system\n");
        Path base = project.dependency("golden", "qcow2");
        project.dependency("older", "tar", "com.example:golden:qcow2:1.0");
        project.place(mojo).execute();
        assertThat(project.target().resolve("dib/base-image")).hasContent(base.toString());
        assertThat(mojo.variablesOfHooks().ofPom()).containsEntry("DIB_IMAGE_BASE", base.toString());
    }

    @Test
    @InjectMojo(goal = "resolve")
    @MojoParameter(name = "elements", value = "image-base")
    void asksWhichOfSeveralImages(ResolveMojo mojo) throws Exception {
        project.element("image-base", "element-provides", "operating-system\n");
        project.dependency("golden", "qcow2");
        Path other = project.dependency("silver", "tar.xz");
        assertThatThrownBy(project.place(mojo)::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContainingAll("baseImage", "com.example:golden:qcow2", "com.example:silver:tar.xz");
        mojo.baseImage = "com.example:silver";
        mojo.execute();
        assertThat(project.target().resolve("dib/base-image")).hasContent(other.toString());
        mojo.baseImage = "com.example:sliver";
        assertThatThrownBy(mojo::execute).hasMessageContaining("'com.example:silver'");
        assertThat(project.target().resolve("dib/base-image")).doesNotExist();
    }

    @Test
    @InjectMojo(goal = "resolve")
    @MojoParameter(name = "elements", value = "docker")
    @MojoParameter(name = "baseImage", value = "images/base.tar")
    void startsFromAFile(ResolveMojo mojo) throws Exception {
        project.element("docker", "element-provides", "operating-system\n");
        assertThatThrownBy(project.place(mojo)::execute).hasMessageContainingAll("images/base.tar", "neither a file");
        Path file = directory.resolve("images/base.tar");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "");
        mojo.execute();
        assertThat(project.target().resolve("dib/base-image")).hasContent(file.toString());
    }

    @Test
    @InjectMojo(goal = "resolve")
    @MojoParameter(name = "elements", value = "tiny")
    @MojoParameter(name = "baseImage", value = "images/base.tar")
    void refusesABaseImageThatNoElementTakes(ResolveMojo mojo) {
        assertThatThrownBy(project.place(mojo)::execute).hasMessageContainingAll("baseImage", "image-base");
    }

    @Test
    @InjectMojo(goal = "resolve")
    @MojoParameter(name = "elements", value = "image-base,tinny")
    @MojoParameter(name = "baseImage", value = "com.example:tool")
    @MojoParameter(name = "arch", value = "amd46")
    void reportsABadBaseImageWithAllOtherProblems(ResolveMojo mojo) throws Exception {
        project.element("image-base", "element-provides", "operating-system\n");
        project.dependency("tool", "jar");
        assertThatThrownBy(project.place(mojo)::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContainingAll("'tinny'", "'amd46'", "baseImage: the dependency 'com.example:tool'");
        assertThat(project.target().resolve("dib/elements.yaml")).doesNotExist();
    }

    @Test
    @InjectMojo(goal = "resolve")
    @MojoParameter(name = "elements", value = "image-base")
    void aVariableOfThePomComesBeforeTheDependency(ResolveMojo mojo) throws Exception {
        project.element("image-base", "element-provides", "operating-system\n");
        project.dependency("golden", "qcow2");
        mojo.environment = Map.of("DIB_IMAGE_BASE", "/mine.qcow2");
        project.place(mojo).execute();
        assertThat(mojo.variablesOfHooks().ofPom()).containsEntry("DIB_IMAGE_BASE", "/mine.qcow2");
    }

    @Test
    @InjectMojo(goal = "resolve")
    @MojoParameter(name = "elements", value = "tiny")
    void doesNotMindImagesThatNobodyStartsFrom(ResolveMojo mojo) throws Exception {
        project.dependency("golden", "qcow2");
        project.dependency("silver", "qcow2");
        project.place(mojo).execute();
        assertThat(project.target().resolve("dib/base-image")).doesNotExist();
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
