// SPDX-License-Identifier: Apache-2.0
package dev.dib.maven;

import java.util.Map;
import java.util.TreeMap;
import org.apache.maven.model.Dependency;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.resolution.ArtifactDescriptorException;
import org.eclipse.aether.resolution.ArtifactDescriptorRequest;

/**
 * The elements that a project does not have, but could: those that come with the plugin, and those whose versions the project
 * manages, for example by a BOM of its own. The name of an element is its artifactId.
 */
record KnownElements(MavenProject project, RepositorySystem repositories, RepositorySystemSession session) {

    /** For each of them what to do to have it. */
    Map<String, String> remedies(String pluginVersion) {
        Map<String, PomSnippet> snippets = new TreeMap<>();
        for (var dependency : ofBom(pluginVersion)) {
            Artifact artifact = dependency.getArtifact();
            if (artifact.getClassifier().equals(ElementArtifact.CLASSIFIER)) {
                snippets.put(
                        artifact.getArtifactId(),
                        new PomSnippet(artifact.getGroupId(), artifact.getArtifactId(), artifact.getVersion()));
            }
        }
        var management = project.getDependencyManagement();
        if (management != null) {
            for (Dependency dependency : management.getDependencies()) {
                if (ElementArtifact.CLASSIFIER.equals(dependency.getClassifier())) {
                    snippets.put(
                            dependency.getArtifactId(),
                            new PomSnippet(dependency.getGroupId(), dependency.getArtifactId(), ""));
                }
            }
        }
        Map<String, String> remedies = new TreeMap<>();
        snippets.forEach((name, snippet) -> remedies.put(name, "add this to the dependencies of the pom:\n" + snippet));
        return remedies;
    }

    private Iterable<org.eclipse.aether.graph.Dependency> ofBom(String version) {
        var bom = new DefaultArtifact("dev.dib", "dib-elements-bom", "pom", version);
        var request = new ArtifactDescriptorRequest(bom, project.getRemoteProjectRepositories(), null);
        try {
            return repositories.readArtifactDescriptor(session, request).getManagedDependencies();
        } catch (ArtifactDescriptorException e) {
            // it only makes a message better
            return java.util.List.of();
        }
    }
}
