// SPDX-License-Identifier: Apache-2.0
package dev.dib.image;

import dev.dib.format.Checksum;
import dev.dib.format.FormatJob;
import dev.dib.format.ImageFacts;
import dev.dib.format.Source;
import dev.dib.format.compress.Workers;
import dev.dib.format.request.ConversionSpec;
import dev.dib.format.request.PlannedFormat;
import dev.dib.problem.ProblemException;
import dev.dib.problem.Problems;
import dev.dib.sandbox.Sandbox;
import dev.dib.sandbox.SandboxSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.codehaus.plexus.util.FileUtils;

/**
 * Makes the files of an image, one for each format, from what a build left. Several are made at a time. When all are finished,
 * each takes its place by rename, with its checksums beside it; if one fails, the others are stopped and nothing changes.
 */
public final class ImageConversion {

    private final BuiltImage image;
    private final ImageFacts facts;
    private final ImageDirectories directories;
    private final Clock clock;
    private final BuildListener listener;

    /**
     * Prepares it.
     *
     * @param facts what to write into files about the image; its name is that of the files, without ending
     */
    public ImageConversion(ImageFacts facts, ImageDirectories directories, Clock clock, BuildListener listener) {
        this.image = new BuiltImage(directories.image());
        this.facts = facts;
        this.directories = directories;
        this.clock = clock;
        this.listener = listener;
    }

    /**
     * Converts.
     *
     * @return the files, in the order of the formats
     * @throws ProblemException if the build did not make what a format is made from, or a hook wrote a file that a
     *     format is made as
     * @throws FormatFailedException if a file cannot be made; it names the format
     */
    public List<ImageFile> convert(ConversionSpec wanted) throws IOException, InterruptedException {
        checkSources(wanted);
        checkProducts(wanted);
        // half files are in a folder that goes with the JVM, should that be killed
        try (Sandbox folder = Sandbox.open(SandboxSpec.of(image.directory().resolve("convert")))) {
            Path work = folder.scratch();
            List<ImageFile> files = FullDisk.of(directories).during(() -> make(wanted, work));
            for (ImageFile file : files) {
                publish(file, work);
            }
            return files;
        }
    }

    private void checkSources(ConversionSpec wanted) {
        var problems = new Problems();
        for (PlannedFormat format : wanted.formats()) {
            if (!Files.isRegularFile(image.source(format.source()))) {
                problems.add(
                        "formats",
                        "the build left nothing that '" + format.word() + "' is made from",
                        "run dib:build again, with the same formats");
            }
        }
        problems.throwIfAny();
    }

    private void checkProducts(ConversionSpec wanted) throws IOException {
        List<String> names = wanted.formats().stream().map(this::fileName).toList();
        var problems = new Problems();
        image.listProducts(facts.name()).stream()
                .filter(product -> names.contains(product.name()))
                .forEach(product -> problems.add(
                        product.name(),
                        "is written by a hook and also made as a format",
                        "leave the format out of 'formats', or add the element no-final-image"));
        problems.throwIfAny();
    }

    private String fileName(PlannedFormat format) {
        return facts.name() + "." + format.extension();
    }

    private List<ImageFile> make(ConversionSpec wanted, Path work) throws IOException, InterruptedException {
        if (wanted.formats().isEmpty()) {
            // of a ramdisk, hooks have made all there is
            return List.of();
        }
        try (Workers workers = Workers.all();
                var formats = new FormatThreads(wanted.formats().size())) {
            List<Future<ImageFile>> made = new ArrayList<>();
            for (PlannedFormat format : wanted.formats()) {
                made.add(formats.submit(format.word(), () -> make(format, wanted.checksums(), work, workers)));
            }
            formats.awaitAll();
            List<ImageFile> files = new ArrayList<>();
            for (Future<ImageFile> file : made) {
                files.add(file.get());
            }
            return List.copyOf(files);
        } catch (ExecutionException e) {
            throw new IllegalStateException("all of them have succeeded", e);
        }
    }

    private ImageFile make(PlannedFormat format, List<Checksum> checksums, Path work, Workers workers)
            throws IOException, InterruptedException {
        long start = clock.millis();
        synchronized (listener) {
            listener.formatStarted(format);
        }
        Path source = image.source(format.source());
        Path to = work.resolve(fileName(format));
        Path scratch = directories.scratch().resolve("convert-" + format.word() + "-" + UUID.randomUUID());
        format.format().write(new FormatJob(source, to, scratch, format.choice(), facts, workers));
        Map<Checksum, String> sums = Checksum.of(to, checksums);
        for (var sum : sums.entrySet()) {
            Files.writeString(sum.getKey().fileFor(to), Checksum.line(sum.getValue(), to));
        }
        var file = new ImageFile(
                format,
                directories.output().resolve(to.getFileName()),
                Files.size(to),
                format.source() == Source.DISK ? Files.size(source) : 0,
                sums);
        synchronized (listener) {
            listener.fileMade(file, Duration.ofMillis(clock.millis() - start));
        }
        return file;
    }

    /** At no time a checksum stands beside a file that it is not of. */
    private static void publish(ImageFile file, Path work) throws IOException {
        for (Checksum checksum : Checksum.values()) {
            Files.deleteIfExists(checksum.fileFor(file.path()));
        }
        Path made = work.resolve(file.path().getFileName());
        Files.move(made, file.path(), StandardCopyOption.ATOMIC_MOVE);
        for (Checksum checksum : file.checksums().keySet()) {
            Files.move(checksum.fileFor(made), checksum.fileFor(file.path()), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /**
     * Copies what hooks wrote beside the image to the output folder, folders too. Each file appears by rename.
     *
     * @return them in their new places
     */
    public List<Product> publishProducts() throws IOException {
        List<Product> published = new ArrayList<>();
        for (Product product : image.listProducts(facts.name())) {
            Path to = directories.output().resolve(product.name());
            publish(product, to, image.directory().resolve("convert-" + product.name()));
            published.add(new Product(to, facts.name()));
        }
        return List.copyOf(published);
    }

    private static void publish(Product product, Path to, Path unfinished) throws IOException {
        if (Files.isDirectory(product.path())) {
            FileUtils.deleteDirectory(to.toFile());
            FileUtils.copyDirectoryStructure(product.path().toFile(), to.toFile());
        } else if (Files.isRegularFile(product.path())) {
            Files.copy(
                    product.path(),
                    unfinished,
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.COPY_ATTRIBUTES);
            Files.move(unfinished, to, StandardCopyOption.ATOMIC_MOVE);
        }
    }
}
