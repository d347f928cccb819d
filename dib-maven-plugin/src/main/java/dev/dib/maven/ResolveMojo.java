// SPDX-License-Identifier: Apache-2.0
package dev.dib.maven;

import dev.dib.element.Element;
import dev.dib.element.ResolvedElements;
import dev.dib.image.request.ElementRequest;
import dev.dib.problem.Problem;
import dev.dib.problem.ProblemException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
     * The architecture of the image in Debian's naming; that of the host by default.
     *
     * @since 0.1.0
     */
    @Parameter(property = "dib.arch")
    String arch;

    /**
     * Whether the image is a ramdisk, as of ramdisk-image-create: an element that makes one is added.
     *
     * @since 0.1.0
     */
    @Parameter(property = "dib.ramdisk", defaultValue = "false")
    boolean ramdisk;

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

    @Override
    void run() throws IOException {
        ElementArtifacts.of(project.getArtifacts(), overridingElements, getLog())
                .unpackBelow(directories().elements(), getLog());
        var request = new ElementRequest(
                elements, folders(), directories().elements(), skipBase, ramdisk, ramdiskElement, arch);
        List<Element> expanded = request.check(variables(), getLog()::info);
        ResolvedElements.write(expanded, directories().resolvedElements());
        resolveBase(expanded);
        getLog().info("Elements: " + expanded.stream().map(Element::name).collect(Collectors.joining(" ")));
    }

    /** Tells later goals which image the elements start from. */
    private void resolveBase(List<Element> expanded) throws IOException {
        Path note = directories().baseImage();
        Files.deleteIfExists(note);
        if (expanded.stream().map(Element::name).noneMatch(FROM_IMAGE::contains)) {
            if (baseImage != null && !baseImage.isBlank()) {
                throw new ProblemException(new Problem(
                        "baseImage", "is set, but none of the elements takes it", "add one of " + FROM_IMAGE));
            }
            return;
        }
        Optional<Path> base = new BaseImage(project.getArtifacts(), baseDirectory()).find(baseImage);
        if (base.isPresent()) {
            Files.writeString(note, base.get().toString());
            getLog().info("Base image: " + base.get());
        }
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
