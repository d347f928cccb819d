// SPDX-License-Identifier: Apache-2.0
package dev.dib.maven;

import dev.dib.element.Element;
import dev.dib.element.ElementGraph;
import dev.dib.element.ElementPath;
import dev.dib.element.ResolvedElements;
import dev.dib.image.HostArchitecture;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;

/**
 * Finds the elements of the image and expands them by what they depend on. They come from folders of the project first, then
 * from its dependencies of type zip and classifier element. The outcome is target/dib/elements.yaml.
 */
@Mojo(
        name = "resolve",
        defaultPhase = LifecyclePhase.GENERATE_RESOURCES,
        requiresDependencyResolution = ResolutionScope.RUNTIME,
        threadSafe = true)
public class ResolveMojo extends ImageMojo {

    /**
     * The elements that make the image. What they depend on is added.
     *
     * @since 0.1.0
     */
    @Parameter(property = "dib.elements", required = true)
    List<String> elements;

    /**
     * Further folders that hold elements. Those in src/main/elements come first.
     *
     * @since 0.1.0
     */
    @Parameter(property = "dib.elementsPath")
    List<File> elementsPath;

    /**
     * Whether to leave out the element base, which every image has by default.
     *
     * @since 0.1.0
     */
    @Parameter(property = "dib.skipBase", defaultValue = "false")
    boolean skipBase;

    /**
     * The architecture of the image in Debian's naming; that of the host by default.
     *
     * @since 0.1.0
     */
    @Parameter(property = "dib.arch")
    String arch;

    @Override
    void run() throws IOException {
        new ElementArtifacts(project.getArtifacts(), getLog())
                .unpackBelow(directories().elements(), directories().elementArtifacts());
        ElementPath path = ElementPath.of(folders());
        path.overrides().forEach(getLog()::info);
        List<String> wanted =
                ElementGraph.withDefaults(elements, arch == null ? HostArchitecture.name() : arch, skipBase);
        List<Element> expanded = ElementGraph.expand(wanted, path);
        ResolvedElements.write(expanded, directories().resolvedElements());
        getLog().info("Elements: " + expanded.stream().map(Element::name).collect(Collectors.joining(" ")));
    }

    private List<Path> folders() {
        List<Path> folders = new ArrayList<>();
        Path local = baseDirectory().resolve("src/main/elements");
        if (Files.isDirectory(local)) {
            folders.add(local);
        }
        if (elementsPath != null) {
            elementsPath.forEach(folder -> folders.add(folder.toPath()));
        }
        folders.add(directories().elements());
        return folders;
    }
}
