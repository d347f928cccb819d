// SPDX-License-Identifier: Apache-2.0
package dev.dib.maven;

import dev.dib.element.Element;
import dev.dib.element.ResolvedElements;
import dev.dib.image.request.ElementRequest;
import dev.dib.problem.Problem;
import dev.dib.problem.ProblemException;
import dev.dib.problem.Problems;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.eclipse.aether.RepositorySystem;

/**
 * Finds the elements of the image and expands them by what they depend on. They come from folders of the project first, then
 * from its dependencies of type zip and classifier element. The outcome is target/dib/elements.yaml.
 */
@Mojo(
        name = "resolve",
        defaultPhase = LifecyclePhase.GENERATE_RESOURCES,
        requiresDependencyResolution = ResolutionScope.RUNTIME,
        threadSafe = true)
public class ResolveMojo extends RequestMojo {

    /** Elements that start from an image. */
    private static final List<String> FROM_IMAGE = List.of("image-base", "docker");

    /**
     * The elements that make the image. What they depend on is added.
     *
     * @since 0.1.0
     */
    @Parameter(property = "dib.elements", required = true)
    List<String> elements;

    /**
     * Further folders that hold elements. Those in src/main/elements come first, those in ELEMENTS_PATH after them.
     *
     * @since 0.1.0
     */
    @Parameter(property = "dib.elementsPath")
    List<File> elementsPath;

    /**
     * Dependencies, each as groupId:artifactId, whose element takes the place of an element of the same name from another
     * dependency. Without this, two elements of one name are an error. A folder of the project needs no such permission.
     *
     * @since 0.1.0
     */
    @Parameter(property = "dib.overridingElements")
    List<String> overridingElements = List.of();

    /**
     * Whether to leave out the element base, which every image has by default.
     *
     * @since 0.1.0
     */
    @Parameter(property = "dib.skipBase", defaultValue = "false")
    boolean skipBase;

    /**
     * The element that makes a ramdisk of the tree; ramdisk by default.
     *
     * @since 0.1.0
     */
    @Parameter(property = "dib.ramdiskElement")
    String ramdiskElement;

    /**
     * The image to start from, for the elements image-base and docker: a file, or a dependency as groupId:artifactId or
     * groupId:artifactId:type. By default the only dependency whose type is that of an image, such as qcow2 or tar.
     *
     * @since 0.1.0
     */
    @Parameter(property = "dib.baseImage")
    String baseImage;

    @Parameter(defaultValue = "${plugin.version}", readonly = true)
    String pluginVersion;

    @Inject
    RepositorySystem repositories;

    @Override
    void run() throws IOException {
        // what an earlier run found must not be taken for the outcome of this one
        Files.deleteIfExists(directories().resolvedElements());
        Files.deleteIfExists(directories().baseImage());
        var problems = new Problems();
        // without what could not be unpacked, all that needs it would be wrong too
        List<Element> expanded = problems.gather(this::unpack).isEmpty() ? List.of() : expand(problems);
        request(expanded).check(problems, warning -> getLog().warn(warning.toString()));
        Optional<Path> base = problems.gather(() -> base(expanded)).flatMap(found -> found);
        problems.throwIfAny();
        ResolvedElements.write(expanded, directories().resolvedElements());
        if (base.isPresent()) {
            Files.writeString(directories().baseImage(), base.get().toString());
            getLog().info("Base image: " + base.get());
        }
        getLog().info("Elements: " + expanded.stream().map(Element::name).collect(Collectors.joining(" ")));
    }

    private Path unpack() throws IOException {
        Path folder = directories().elements();
        var artifacts = ElementArtifacts.of(project.getArtifacts(), overridingElements, getLog());
        artifacts.unpackBelow(folder, getLog());
        artifacts.list(directories().elementArtifacts());
        return folder;
    }

    private List<Element> expand(Problems problems) throws IOException {
        var request = new ElementRequest(
                elements, folders(), directories().elements(), skipBase, ramdisk, ramdiskElement, arch);
        return request.check(variables(), this::elsewhere, getLog()::info, problems);
    }

    private Map<String, String> elsewhere() {
        return new KnownElements(project, repositories, session.getRepositorySession()).remedies(pluginVersion);
    }

    private Optional<Path> base(List<Element> expanded) {
        boolean isWanted = baseImage != null && !baseImage.isBlank();
        // elements with problems of their own do not tell whether one of them takes it
        boolean isUnknown = isWanted && expanded.isEmpty();
        if (isUnknown || expanded.stream().map(Element::name).anyMatch(FROM_IMAGE::contains)) {
            return new BaseImage(project.getArtifacts(), baseDirectory()).find(baseImage);
        }
        if (isWanted) {
            throw new ProblemException(
                    new Problem("baseImage", "is set, but none of the elements takes it", "add one of " + FROM_IMAGE));
        }
        return Optional.empty();
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
        return folders;
    }
}
