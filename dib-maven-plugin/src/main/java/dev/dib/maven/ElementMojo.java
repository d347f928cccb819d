// SPDX-License-Identifier: Apache-2.0
package dev.dib.maven;

import dev.dib.element.Element;
import dev.dib.element.ElementDirectory;
import dev.dib.element.ElementMarker;
import dev.dib.element.ElementPacker;
import dev.dib.problem.Problem;
import dev.dib.problem.ProblemException;
import dev.dib.problem.Problems;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.MavenProjectHelper;

/**
 * Packs an element into a zip and attaches it with the classifier element. What the element depends on stands in its
 * element-deps and, as dependency of type zip and classifier element, in its pom: the two are held against each other.
 */
@Mojo(
        name = "element",
        defaultPhase = LifecyclePhase.PACKAGE,
        requiresDependencyResolution = ResolutionScope.COMPILE_PLUS_RUNTIME,
        threadSafe = true)
public class ElementMojo extends DibMojo {

    /**
     * The folder of the element.
     *
     * @since 0.1.0
     */
    @Parameter(property = "dib.elementDirectory", defaultValue = "${project.basedir}/src/main/element")
    File elementDirectory;

    /**
     * The name of the element: what others write in element-deps.
     *
     * @since 0.1.0
     */
    @Parameter(property = "dib.elementName", defaultValue = "${project.artifactId}")
    String elementName;

    /**
     * Names in element-deps that stand for no certain element: the image chooses one of those that provide them, as it does for
     * block-device. No dependency of the pom is asked for.
     *
     * @since 0.1.0
     */
    @Parameter(property = "dib.abstractDependencies")
    List<String> abstractDependencies = List.of();

    @Parameter(defaultValue = "${project.build.outputTimestamp}", readonly = true)
    String outputTimestamp;

    @Parameter(defaultValue = "${project.build.directory}", readonly = true, required = true)
    File buildDirectory;

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    MavenProject project;

    @Parameter(defaultValue = "${session.projects}", readonly = true, required = true)
    List<MavenProject> reactor;

    @Parameter(defaultValue = "${plugin.version}", readonly = true, required = true)
    String pluginVersion;

    @Inject
    MavenProjectHelper projectHelper;

    @Override
    void run() throws IOException {
        Path directory = elementDirectory.toPath();
        if (!Files.isDirectory(directory)) {
            throw new ProblemException(new Problem(
                    "elementDirectory",
                    directory + " is not a folder",
                    "put the element's files into src/main/element"));
        }
        if (!ElementDirectory.NAME.matcher(elementName).matches()) {
            throw new ProblemException(new Problem(
                    "elementName",
                    "'" + elementName + "' is no name of an element",
                    "use letters, digits and _ . + -"));
        }
        Element element = ElementDirectory.read(directory);
        checkDependencies(element);
        Path zip =
                buildDirectory.toPath().resolve(project.getArtifactId() + "-" + project.getVersion() + "-element.zip");
        new ElementPacker(
                        ElementMarker.of(element, elementName, project.getVersion()),
                        OutputTimestamp.parse(outputTimestamp).orElseGet(Instant::now))
                .pack(directory, zip);
        if (project.getPackaging().equals("dib-element")) {
            project.getArtifact().setFile(zip.toFile());
        } else {
            projectHelper.attachArtifact(project, "zip", "element", zip.toFile());
        }
    }

    private void checkDependencies(Element element) throws IOException {
        List<ElementArtifact> artifacts = ElementArtifacts.read(project.getArtifacts());
        var problems = new Problems();
        problems.addAll(new ElementDependencies(project, reactor, artifacts, pluginVersion)
                .disagreements(element, abstractDependencies));
        problems.throwIfAny();
        ElementDependencies.shortForms(project)
                .forEach(snippet -> getLog().warn("<type>dib-element</type> is understood only where this plugin is an"
                        + " extension: whoever uses this element without it gets no further. Write instead:\n"
                        + snippet));
    }
}
