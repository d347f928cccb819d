// SPDX-License-Identifier: Apache-2.0
package dev.dib.maven;

import dev.dib.format.request.ConversionSpec;
import dev.dib.image.BuiltImage;
import dev.dib.image.ConversionNeeds;
import dev.dib.image.ImageConversion;
import dev.dib.image.ImageFile;
import dev.dib.image.Product;
import dev.dib.problem.Problem;
import dev.dib.problem.ProblemException;
<<<<<<< HEAD
import dev.dib.problem.Problems;
=======
import java.io.File;
>>>>>>> main
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.List;
<<<<<<< HEAD
import java.util.stream.Collectors;
=======
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
>>>>>>> main
import javax.inject.Inject;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProjectHelper;

/**
 * Makes the files of the image, one for each format, and attaches them. In a project of packaging disk-image the first format
 * is the main artifact; the type of the others is the ending of their files. Kernel, initrd and what else hooks wrote beside the
 * image are attached too, a manifest, and all checksums as one text: files with the endings of checksums, repositories take for
 * their own. If a project has several images, artifacts of all but the first have the name of their image as classifier.
 */
@Mojo(name = "convert", defaultPhase = LifecyclePhase.PACKAGE, threadSafe = true)
public class ConvertMojo extends ConversionMojo {

    /** Repositories keep no holes, so that a sparse file is stored at its full size, twice. */
    private static final long LARGE = 4L << 30;

    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    MavenSession session;

    @Inject
    MavenProjectHelper projectHelper;

    @Override
    void run() throws IOException, InterruptedException {
        var problems = new Problems();
        ConversionSpec wanted = conversion().check(problems);
        problems.throwIfAny();
        ConversionNeeds.check(wanted, directories());
        var built = new BuiltImage(directories().image());
        if (!Files.isDirectory(built.directory())) {
            throw new ProblemException(
                    new Problem(built.directory().toString(), "is not there", "run the goal dib:build first"));
        }
        var conversion = new ImageConversion(
                built.facts(imageName, project.getVersion()),
                directories(),
                Clock.systemUTC(),
                ConsoleLog.of(getLog(), session.getRequest().isInteractiveMode()));
<<<<<<< HEAD
        var artifacts = new ImageArtifacts(project, projectHelper, imageName);
        List<ImageFile> files = conversion.convert(wanted);
        attach(files, artifacts);
        for (Path product : conversion.publishProducts()) {
            String name = product.getFileName().toString();
            artifacts.attach(name.substring(name.lastIndexOf('.') + 1), product);
        }
        Path manifest = buildDirectory.toPath().resolve(imageName + ".manifest.json");
        Files.copy(built.manifest(), manifest, StandardCopyOption.REPLACE_EXISTING);
        artifacts.attach("json", "manifest", manifest);
        attachChecksums(files, artifacts);
    }

    private void attach(List<ImageFile> files, ImageArtifacts artifacts) {
        boolean main = artifacts.haveMain();
        for (ImageFile file : files) {
            String type = file.format().extension();
            if (main) {
                artifacts.setMain(type, file.path());
                warnIfLarge(file);
                main = false;
            } else {
                artifacts.attach(type, file.path());
=======
        List<ImageFile> files = conversion.convert(imageName, formats(built), output);
        attach(files);
        attachProducts(conversion.publishProducts(imageName, files, output), files.isEmpty());
        Path manifest = output.resolve(imageName + ".manifest.json");
        Files.copy(built.manifest(), manifest, StandardCopyOption.REPLACE_EXISTING);
        attach("json", Optional.of("manifest"), manifest);
    }

    /** The formats that are made: if elements make what is wanted, there is no disk to make one of. */
    private List<Format> formats(BuiltImage built) {
        return formats().stream()
                .filter(format -> format.fromTree() || built.hasDisk())
                .toList();
    }

    private List<Format> formats() {
        List<Format> found = new ArrayList<>();
        for (String word : formats) {
            found.add(Format.of(word)
                    .orElseThrow(() -> new ProblemException(new Problem(
                            "formats", "there is no format '" + word + "'", "use some of " + Format.names()))));
        }
        return found;
    }

    private void attach(List<ImageFile> files) {
        for (ImageFile file : files) {
            String extension = file.format().extension();
            if (file.equals(files.get(0)) && canBecomeMain(file.path())) {
                becomeMain(extension, file.path());
            } else {
                attach(extension, Optional.empty(), file.path());
>>>>>>> main
            }
        }
    }

<<<<<<< HEAD
    private void warnIfLarge(ImageFile file) {
        if (file.format().word().equals("raw") && file.size() > LARGE) {
            getLog().warn("The main artifact is a raw disk of "
                    + (file.size() >> 30)
                    + " GiB: install and deploy store all its zeros. Put qcow2 first in formats, and raw"
                    + " after it only if it has to be in the repository");
        }
    }

    private void attachChecksums(List<ImageFile> files, ImageArtifacts artifacts) throws IOException {
        Path checksums = buildDirectory.toPath().resolve(imageName + ".checksums.txt");
        String lines = files.stream().map(ImageFile::checksumLines).collect(Collectors.joining());
        if (lines.isEmpty()) {
            Files.deleteIfExists(checksums);
            return;
        }
        Files.writeString(checksums, lines);
        artifacts.attach("txt", "checksums", checksums);
=======
    /**
     * Attaches what hooks wrote.
     *
     * @param main whether one of them is what the project is for: the kernel, or the first
     */
    private void attachProducts(List<Product> products, boolean main) {
        List<Product> attached =
                products.stream().filter(product -> product.kind().isPresent()).toList();
        Optional<Product> first = attached.stream()
                .filter(Product::isKernel)
                .findFirst()
                .or(() -> attached.stream().findFirst())
                .filter(product -> main && canBecomeMain(product.path()));
        for (Product product : attached) {
            Product.Kind kind = product.kind().orElseThrow();
            if (Optional.of(product).equals(first)) {
                becomeMain(kind.type(), product.path());
            } else {
                attach(kind.type(), kind.classifier(), product.path());
            }
        }
    }

    private boolean isDiskImage() {
        return project.getPackaging().equals("disk-image");
    }

    /** Of several images of a project, the first has the main artifact. */
    private boolean canBecomeMain(Path file) {
        File main = project.getArtifact().getFile();
        return isDiskImage() && (main == null || main.equals(file.toFile()));
    }

    private void becomeMain(String extension, Path file) {
        // the handler decides the ending in the repository, and it was made before the format was known
        var handler = new DefaultArtifactHandler(extension);
        handler.setExtension(extension);
        handler.setLanguage("none");
        project.getArtifact().setArtifactHandler(handler);
        project.getArtifact().setFile(file.toFile());
    }

    /** What is not of the first image of the project has its own image's name in its classifier. */
    private void attach(String type, Optional<String> classifier, Path file) {
        String whole = Stream.concat(otherImage().stream(), classifier.stream()).collect(Collectors.joining("-"));
        projectHelper.attachArtifact(project, type, whole.isEmpty() ? null : whole, file.toFile());
    }

    /** What tells this image from the first one of the project: its name, without that in front. Nothing if it is that one. */
    @SuppressWarnings("unchecked")
    private Optional<String> otherImage() {
        Object first = getPluginContext() == null ? null : getPluginContext().putIfAbsent("dib.first-image", imageName);
        if (first == null || first.equals(imageName)) {
            return Optional.empty();
        }
        return Optional.of(imageName.startsWith(first + "-") ? imageName.substring((first + "-").length()) : imageName);
>>>>>>> main
    }

    @Override
    void skipped() {
        if (isDiskImage()) {
            getLog().info("install and deploy have nothing to take now: skip them with -Dmaven.install.skip"
                    + " -Dmaven.deploy.skip");
        }
    }
}
