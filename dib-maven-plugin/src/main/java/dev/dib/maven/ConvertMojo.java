// SPDX-License-Identifier: Apache-2.0
package dev.dib.maven;

import dev.dib.format.Source;
import dev.dib.format.request.ConversionSpec;
import dev.dib.image.Audience;
import dev.dib.image.BuildListener;
import dev.dib.image.BuiltImage;
import dev.dib.image.ConversionNeeds;
import dev.dib.image.ImageConversion;
import dev.dib.image.ImageFile;
import dev.dib.image.Product;
import dev.dib.problem.Problem;
import dev.dib.problem.ProblemException;
import dev.dib.problem.Problems;
import dev.dib.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
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
        ConversionSpec asked = conversion().check(problems);
        problems.throwIfAny();
        var built = new BuiltImage(directories().image());
        if (!Files.isDirectory(built.directory())) {
            throw new ProblemException(
                    new Problem(built.directory().toString(), "is not there", "run the goal dib:build first"));
        }
        // if elements make what is wanted, there is no disk to make something of
        ConversionSpec wanted = built.hasDisk() ? asked : asked.without(Source.DISK);
        ConversionNeeds.check(wanted, directories());
        Clock clock = Clock.systemUTC();
        BuildListener console = ConsoleLog.of(getLog(), session.getRequest().isInteractiveMode());
        try (var report = new Report(directories().report(), "convert", imageName, clock)) {
            var conversion = new ImageConversion(
                    built.facts(imageName, project.getVersion()),
                    directories(),
                    clock,
                    Audience.of(console, report.timeline()));
            attach(built, conversion, wanted);
        }
    }

    private void attach(BuiltImage built, ImageConversion conversion, ConversionSpec wanted)
            throws IOException, InterruptedException {
        var artifacts = new ImageArtifacts(project, projectHelper, context(), imageName);
        List<ImageFile> files = conversion.convert(wanted);
        attach(files, artifacts);
        attachProducts(conversion.publishProducts(), files.isEmpty(), artifacts);
        Path manifest = buildDirectory.toPath().resolve(imageName + ".manifest.json");
        Files.copy(built.manifest(), manifest, StandardCopyOption.REPLACE_EXISTING);
        artifacts.attach("json", Optional.of("manifest"), manifest);
        attachChecksums(files, artifacts);
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> context() {
        return getPluginContext() == null ? new HashMap<>() : getPluginContext();
    }

    private void attach(List<ImageFile> files, ImageArtifacts artifacts) {
        for (ImageFile file : files) {
            String type = file.format().extension();
            if (file.equals(files.get(0)) && artifacts.canBeMain(file.path())) {
                artifacts.becomeMain(type, file.path());
                warnIfLarge(file);
            } else {
                artifacts.attach(type, Optional.empty(), file.path());
            }
        }
    }

    private void warnIfLarge(ImageFile file) {
        if (file.format().word().equals("raw") && file.size() > LARGE) {
            getLog().warn("The main artifact is a raw disk of " + (file.size() >> 30)
                    + " GiB: install and deploy store all its zeros. Put qcow2 first in formats, and raw after it only if it"
                    + " has to be in the repository");
        }
    }

    /**
     * Attaches what hooks wrote.
     *
     * @param main whether one of them is what the project is for: the kernel, or the first
     */
    private static void attachProducts(List<Product> products, boolean main, ImageArtifacts artifacts) {
        List<Product> attached =
                products.stream().filter(product -> product.kind().isPresent()).toList();
        Optional<Product> first = attached.stream()
                .filter(Product::isKernel)
                .findFirst()
                .or(() -> attached.stream().findFirst())
                .filter(product -> main && artifacts.canBeMain(product.path()));
        for (Product product : attached) {
            Product.Kind kind = product.kind().orElseThrow();
            if (Optional.of(product).equals(first)) {
                artifacts.becomeMain(kind.type(), product.path());
            } else {
                artifacts.attach(kind.type(), kind.classifier(), product.path());
            }
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
        artifacts.attach("txt", Optional.of("checksums"), checksums);
    }

    @Override
    void skipped() {
        if (ImageArtifacts.isDiskImage(project)) {
            getLog().info("install and deploy have nothing to take now: skip them with -Dmaven.install.skip"
                    + " -Dmaven.deploy.skip");
        }
    }
}
