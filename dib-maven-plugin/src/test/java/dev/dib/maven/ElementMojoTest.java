// SPDX-License-Identifier: Apache-2.0
package dev.dib.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.lenient;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.model.Dependency;
import org.apache.maven.model.DependencyManagement;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mockito.ArgumentCaptor;

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

    @Test
    @InjectMojo(goal = "element")
    void wantsADependencyForEachNameAndTellsWhatToPaste(ElementMojo mojo) throws Exception {
        project.element("motd", "element-deps", "block-device\nknown\nmanaged\nnext\noperating-system\nunknown\n");
        project.resolve(ElementZip.of("com.other", "known").by("com.other:its-user:zip:element:1.0"));
        var next = new MavenProject();
        next.setGroupId("com.example");
        next.setArtifactId("next");
        next.setVersion("7");
        var management = new DependencyManagement();
        management.addDependency(ElementZip.of("com.managed", "managed").dependency());
        lenient().doReturn(management).when(mavenProject).getDependencyManagement();
        place(mojo).abstractDependencies = List.of("block-device");
        mojo.reactor = List.of(next);
        mojo.pluginVersion = "3.0";
        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("element-deps: names 'known', which is no dependency of the pom")
                .hasMessageContaining(xml("com.other", "known", "      <version>1.0</version>\n"))
                .hasMessageContaining(xml("com.managed", "managed", ""))
                .hasMessageContaining(xml("com.example", "next", "      <version>7</version>\n"))
                .hasMessageContaining(xml("dev.dib.elements", "unknown", "      <version>3.0</version>\n"))
                .hasMessageNotContaining("names 'block-device'")
                .hasMessageNotContaining("names 'operating-system'");
        assertThat(project.target()).doesNotExist();
    }

    private static String xml(String groupId, String artifactId, String version) {
        return "    <dependency>\n      <groupId>" + groupId + "</groupId>\n      <artifactId>" + artifactId
                + "</artifactId>\n" + version
                + "      <type>zip</type>\n      <classifier>element</classifier>\n    </dependency>";
    }

    @Test
    @InjectMojo(goal = "element")
    @MojoParameter(name = "elementName", value = "motd")
    void takesDependenciesThatAgree(ElementMojo mojo) throws Exception {
        project.element("motd", "element-deps", "a\nb\nstandin\n");
        depend(
                ElementZip.of("com.other", "a"),
                ElementZip.of("com.other", "b").withScope("provided"),
                ElementZip.of("com.other", "c").providing("standin"),
                ElementZip.of("com.other", "only-for-the-image").withScope("provided"));
        place(mojo).execute();
        assertThat(mavenProject.getAttachedArtifacts()).hasSize(1);
    }

    @Test
    @InjectMojo(goal = "element")
    void refusesADependencyThatTheElementDoesNotName(ElementMojo mojo) throws Exception {
        depend(ElementZip.of("com.other", "a"));
        place(mojo).abstractDependencies = List.of("b");
        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining(
                        "pom.xml: depends on com.other:a:1.0, the element 'a', which element-deps does not")
                .hasMessageContaining("abstractDependencies: 'b' does not stand in element-deps");
    }

    @Test
    @InjectMojo(goal = "element")
    @MojoParameter(name = "elementName", value = "motd")
    void warnsOfATypeThatNotEverybodyUnderstands(ElementMojo mojo) throws Exception {
        project.element("motd", "element-deps", "a\n");
        depend(ElementZip.of("com.other", "a"));
        Dependency dependency = mavenProject.getDependencies().get(0);
        dependency.setType("dib-element");
        dependency.setClassifier(null);
        var log = mock(Log.class);
        mojo.setLog(log);
        place(mojo).execute();
        var warning = ArgumentCaptor.forClass(CharSequence.class);
        verify(log).warn(warning.capture());
        assertThat(warning.getValue())
                .contains("<type>dib-element</type>")
                .contains(xml("com.other", "a", "      <version>1.0</version>\n"));
    }

    private void depend(ElementZip... elements) throws Exception {
        project.resolve(elements);
        for (ElementZip element : elements) {
            element.declareIn(mavenProject);
        }
    }

    private ElementMojo place(ElementMojo mojo) {
        mojo.project = mavenProject;
        mojo.reactor = List.of(mavenProject);
        mojo.buildDirectory = project.target().toFile();
        mojo.elementDirectory = directory.resolve("src/main/elements/motd").toFile();
        return mojo;
    }
}
