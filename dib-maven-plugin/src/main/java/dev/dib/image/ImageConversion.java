// SPDX-License-Identifier: Apache-2.0
package dev.dib.image;

import dev.dib.format.Checksums;
import dev.dib.format.Format;
import dev.dib.problem.Problem;
import dev.dib.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.codehaus.plexus.util.FileUtils;

/** Makes the files of an image, one for each format, from what a build left. Each appears by rename, with its checksum. */
public final class ImageConversion {

    /** With fewer bytes than this, a file system is full. */
    private static final long LEAST_SPACE = 1 << 16;

    private final BuiltImage image;
    private final Clock clock;
    private final BuildListener listener;

    public ImageConversion(BuiltImage image, Clock clock, BuildListener listener) {
        this.image = image;
        this.clock = clock;
        this.listener = listener;
    }

    /**
     * Converts.
     *
     * @param name the name of the files, without ending
     * @throws ProblemException if the build did not make what a format is made from
     */
    public List<ImageFile> convert(String name, List<Format> formats, Path output)
            throws IOException, InterruptedException {
        List<ImageFile> files = new ArrayList<>();
        Path work = Files.createDirectories(image.directory().resolve("convert"));
        try {
            for (Format format : formats) {
                files.add(convert(name, format, work, output));
            }
        } catch (IOException e) {
            throw orFull(e, work);
        } finally {
            // nothing half made stays, which on a full disk would be what keeps it full
            FileUtils.deleteDirectory(work.toFile());
        }
        return List.copyOf(files);
    }

    private ImageFile convert(String name, Format format, Path work, Path output)
            throws IOException, InterruptedException {
        long start = clock.millis();
        Path source = format.fromTree() ? image.archive() : image.disk();
        if (!Files.isRegularFile(source)) {
            throw new ProblemException(new Problem(
                    "formats", "the build left nothing that '" + format + "' is made from", "run dib:build again"));
        }
        String fileName = name + "." + format.extension();
        Path made = work.resolve(fileName);
        // of a conversion that was killed
        Files.deleteIfExists(made);
        format.write(source, made);
        String sha256 = Checksums.sha256(made);
        long size = Files.size(made);
        long virtual = format.fromTree() ? 0 : Files.size(source);
        Path file = output.resolve(fileName);
        Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
        Checksums.writeFile(file, sha256);
        var imageFile = new ImageFile(format, file, size, virtual, sha256);
        listener.fileMade(imageFile, Duration.ofMillis(clock.millis() - start));
        return imageFile;
    }

    /** The system says that there is no space left, but not where. */
    private static IOException orFull(IOException e, Path work) throws IOException {
        if (Files.getFileStore(work).getUsableSpace() < LEAST_SPACE) {
            throw new ProblemException(
                    new Problem(work.toString(), "is on a disk with no space left for the image", "make room there"),
                    e);
        }
        return e;
    }

    /**
     * Copies what hooks wrote beside the image to the output folder, folders too. Each file appears by rename.
     *
     * @throws ProblemException if it would take the place of a file of the image
     */
    public List<Product> publishProducts(String name, List<ImageFile> files, Path output) throws IOException {
        List<Product> published = new ArrayList<>();
        Path work = Files.createDirectories(image.directory().resolve("convert"));
        for (Product product : image.listProducts(name)) {
            Path to = output.resolve(product.name());
            if (files.stream().anyMatch(file -> file.path().equals(to))) {
                throw new ProblemException(new Problem(
                        product.name(),
                        "is written by a hook and also made as a format",
                        "leave the format out of 'formats', or add the element no-final-image"));
            }
            publish(product, to, work.resolve(product.name()));
            published.add(new Product(to, name));
        }
        Files.delete(work);
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
