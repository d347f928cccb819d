// SPDX-License-Identifier: Apache-2.0
package dev.dib.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.maven.model.Dependency;
import org.apache.maven.model.DependencyManagement;
import org.apache.maven.model.Model;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.resolution.ArtifactDescriptorException;
import org.eclipse.aether.resolution.ArtifactDescriptorRequest;
import org.eclipse.aether.resolution.ArtifactDescriptorResult;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KnownElementsTest {

    private final RepositorySystem repositories = mock(RepositorySystem.class);
    private final RepositorySystemSession session = mock(RepositorySystemSession.class);
    private final List<String> asked = new ArrayList<>();
    private final MavenProject project = new MavenProject(new Model());

    @BeforeEach
    void bom() throws Exception {
        project.setRemoteArtifactRepositories(List.of());
        when(repositories.readArtifactDescriptor(any(), any())).thenAnswer(call -> {
            ArtifactDescriptorRequest request = call.getArgument(1);
            asked.add(request.getArtifact().toString());
            return new ArtifactDescriptorResult(request)
                    .setManagedDependencies(List.of(
                            managed("dev.dib.elements:vm:zip:element:7"),
                            managed("dev.dib.elements:debian:zip:element:7"),
                            managed("dev.dib:dib-maven-plugin:jar:7")));
        });
    }

    private static org.eclipse.aether.graph.Dependency managed(String coordinates) {
        return new org.eclipse.aether.graph.Dependency(new DefaultArtifact(coordinates), "compile");
    }

    private Map<String, String> remedies() {
        return new KnownElements(project, repositories, session).remedies("7");
    }

    @Test
    void areThoseOfTheBomThatComesWithThePlugin() {
        assertThat(remedies())
                .containsOnlyKeys("vm", "debian")
                .hasEntrySatisfying(
                        "vm",
                        remedy -> assertThat(remedy.replaceAll("\\s+", " "))
                                .startsWith("add this to the dependencies of the pom:")
                                .contains(
                                        "<groupId>dev.dib.elements</groupId> <artifactId>vm</artifactId> <version>7</version>"
                                                + " <type>zip</type> <classifier>element</classifier>"));
        assertThat(asked).containsExactly("dev.dib:dib-elements-bom:pom:7");
    }

    @Test
    void areThoseThatTheProjectManagesWhichThenNeedNoVersion() {
        manage("com.example", "vm", "element");
        manage("com.example", "site", "element");
        manage("com.example", "library", null);
        assertThat(remedies()).containsOnlyKeys("vm", "debian", "site");
        assertThat(remedies().get("vm"))
                .contains("<groupId>com.example</groupId>")
                .doesNotContain("<version>");
        assertThat(remedies().get("site")).doesNotContain("<version>");
    }

    @Test
    void areOfTheProjectAloneIfTheBomCannotBeHad() throws Exception {
        when(repositories.readArtifactDescriptor(any(), any()))
                .thenThrow(
                        new ArtifactDescriptorException(new ArtifactDescriptorResult(new ArtifactDescriptorRequest())));
        assertThat(remedies()).isEmpty();
        manage("com.example", "site", "element");
        assertThat(remedies()).containsOnlyKeys("site");
    }

    private void manage(String group, String name, String classifier) {
        var dependency = new Dependency();
        dependency.setGroupId(group);
        dependency.setArtifactId(name);
        dependency.setVersion("2");
        dependency.setClassifier(classifier);
        if (project.getModel().getDependencyManagement() == null) {
            project.getModel().setDependencyManagement(new DependencyManagement());
        }
        project.getModel().getDependencyManagement().addDependency(dependency);
    }
}
