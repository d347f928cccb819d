// SPDX-License-Identifier: Apache-2.0
package dev.dib.maven;

import dev.dib.element.Element;
import dev.dib.element.ElementDirectory;
import dev.dib.element.ElementMarker;
import dev.dib.element.ElementPacker;
import dev.dib.problem.Problem;
import dev.dib.problem.ProblemException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.MavenProjectHelper;

/** Packs an element into a zip and attaches it with the classifier element. */
@Mojo(name = "element", defaultPhase = LifecyclePhase.PACKAGE, threadSafe = true)
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

    @Parameter(defaultValue = "${project.build.outputTimestamp}", readonly = true)
    String outputTimestamp;

    @Parameter(defaultValue = "${project.build.directory}", readonly = true, required = true)
    File buildDirectory;

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    MavenProject project;

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
}
