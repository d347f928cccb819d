// SPDX-License-Identifier: Apache-2.0
package dev.dib.maven;

import java.util.Map;
import java.util.TreeMap;
import org.apache.maven.artifact.handler.DefaultArtifactHandler;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Dependency;
import org.apache.maven.model.DependencyManagement;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.resolution.ArtifactDescriptorException;
import org.eclipse.aether.resolution.ArtifactDescriptorRequest;

/**
 * The elements that a project does not have, but could: those whose versions its dependencyManagement knows, such as that of an
 * imported BOM, and those of the plugin's own BOM. The name of an element is its artifactId.
 */
final class KnownElements {
}
