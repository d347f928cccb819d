// SPDX-License-Identifier: Apache-2.0
package dev.dib.maven;

import dev.dib.element.Element;
import dev.dib.problem.Problem;
import dev.dib.problem.Problems;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.maven.model.Dependency;
import org.apache.maven.project.MavenProject;

/**
 * Holds the dependencies of an element's pom against its {@code element-deps}: a project that gets the element by Maven shall
 * get all that it needs, and nothing that it does not.
 *
 * <p>A dependency of scope {@code provided} is one that the image has to bring; one of scope {@code test} is for the tests of
 * the element. Neither has to stand in {@code element-deps}, and the first satisfies a name in it.
 */
final class ElementDependencies {

    /** Every image has exactly one element that provides it. */
    private static final String OPERATING_SYSTEM = "operating-system";

    private static final Set<String> BROUGHT = Set.of("compile", "runtime");

    private final MavenProject project;
    private final Collection<MavenProject> reactor;
    private final List<ElementArtifact> artifacts;
    private final String pluginVersion;

    /**
     * @param reactor all projects of this build
     * @param artifacts all elements among the dependencies of the project, those of dependencies included
     * @param pluginVersion that of the elements that come with the plugin
     */
    ElementDependencies(
            MavenProject project,
            Collection<MavenProject> reactor,
            List<ElementArtifact> artifacts,
            String pluginVersion) {
        this.project = project;
        this.reactor = reactor;
        this.artifacts = artifacts;
        this.pluginVersion = pluginVersion;
    }

    /**
     * What does not agree.
     *
     * @param abstractNames names that no artifact has, because the image chooses one of the elements that provide them
     */
    List<Problem> disagreements(Element element, Collection<String> abstractNames) {
        var problems = new Problems();
        List<ElementArtifact> direct = artifacts.stream().filter(this::isDirect).toList();
        for (String name : element.dependencies()) {
            boolean satisfied = name.equals(OPERATING_SYSTEM)
                    || abstractNames.contains(name)
                    || direct.stream().anyMatch(it -> it.marker().answersTo(name));
            if (!satisfied) {
                problems.add(
                        element.directory().resolve("element-deps").toString(),
                        "names '" + name + "', which is no dependency of the pom",
                        "add it, or name it in <abstractDependencies> if the image chooses who provides it:\n"
                                + snippet(name));
            }
        }
        for (ElementArtifact artifact : direct) {
            boolean named = element.dependencies().stream()
                    .anyMatch(name -> artifact.marker().answersTo(name));
            if (!named && BROUGHT.contains(artifact.artifact().getScope())) {
                problems.add(
                        "pom.xml",
                        "depends on " + artifact + ", the element '" + artifact.name()
                                + "', which element-deps does not name",
                        "add '" + artifact.name() + "' to element-deps, or remove the dependency"
                                + " (scope provided: the image brings it; scope test: a test of this element needs it)");
            }
        }
        for (String name : abstractNames) {
            if (!element.dependencies().contains(name)) {
                problems.add(
                        "abstractDependencies",
                        "'" + name + "' does not stand in element-deps",
                        "remove it here, or add it there");
            }
        }
        return problems.list();
    }

    /** Dependencies that whoever does not load the extension of this plugin cannot resolve. */
    static List<PomSnippet> shortForms(MavenProject project) {
        return project.getDependencies().stream()
                .filter(dependency -> dependency.getType().equals("dib-element"))
                .filter(dependency -> !"test".equals(dependency.getScope()))
                .map(dependency -> new PomSnippet(
                        dependency.getGroupId(),
                        dependency.getArtifactId(),
                        Optional.ofNullable(dependency.getVersion()).orElse("")))
                .toList();
    }

    private boolean isDirect(ElementArtifact element) {
        return project.getDependencies().stream()
                .anyMatch(dependency -> isElement(dependency)
                        && dependency.getGroupId().equals(element.artifact().getGroupId())
                        && dependency.getArtifactId().equals(element.artifact().getArtifactId()));
    }

    private static boolean isElement(Dependency dependency) {
        return ElementArtifact.CLASSIFIER.equals(dependency.getClassifier())
                || dependency.getType().equals("dib-element");
    }

    /** Where an element of this name is to be had: from a dependency of a dependency, beside this project, or managed. */
    private PomSnippet snippet(String name) {
        Optional<PomSnippet> known = artifacts.stream()
                .filter(it -> it.marker().answersTo(name))
                .findFirst()
                .map(it -> new PomSnippet(
                        it.artifact().getGroupId(),
                        it.artifact().getArtifactId(),
                        it.artifact().getBaseVersion()));
        return known.or(() -> reactor.stream()
                        .filter(it -> it.getArtifactId().equals(name))
                        .findFirst()
                        .map(it -> new PomSnippet(it.getGroupId(), it.getArtifactId(), versionOf(it))))
                .map(it -> isManaged(it) ? new PomSnippet(it.groupId(), it.artifactId(), "") : it)
                .or(() -> managed().stream()
                        .filter(it -> it.getArtifactId().equals(name))
                        .findFirst()
                        .map(it -> new PomSnippet(it.getGroupId(), name, "")))
                .orElseGet(() -> new PomSnippet("dev.dib.elements", name, pluginVersion));
    }

    private String versionOf(MavenProject other) {
        return other.getGroupId().equals(project.getGroupId())
                        && other.getVersion().equals(project.getVersion())
                ? "${project.version}"
                : other.getVersion();
    }

    private boolean isManaged(PomSnippet snippet) {
        return managed().stream()
                .anyMatch(it -> it.getGroupId().equals(snippet.groupId())
                        && it.getArtifactId().equals(snippet.artifactId()));
    }

    private List<Dependency> managed() {
        var management = project.getDependencyManagement();
        return management == null
                ? List.of()
                : management.getDependencies().stream()
                        .filter(ElementDependencies::isElement)
                        .toList();
    }
}
