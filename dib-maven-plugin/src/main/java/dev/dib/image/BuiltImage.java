// SPDX-License-Identifier: Apache-2.0
package dev.dib.image;

import dev.dib.document.Documents;
import dev.dib.document.Value;
import dev.dib.format.ImageFacts;
import dev.dib.format.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a build leaves for the conversion. Layout: {@link ImageDirectories}.
 *
 * @param directory the folder that holds it
 */
public record BuiltImage(Path directory) {

    public Path disk() {
        return directory.resolve("disk.raw");
    }

    public Path archive() {
        return directory.resolve("tree.tar");
    }

    Path source(Source source) {
        return source == Source.DISK ? disk() : archive();
    }

    public Path manifest() {
        return directory.resolve("manifest.json");
    }

    /** What an element of the manifest says that is a text; nothing if there is none. */
    private static Optional<String> text(Value manifest, String key) {
        return manifest instanceof Value.Mapping map && map.entries().get(key) instanceof Value.Scalar scalar
                ? Optional.of(scalar.text())
                : Optional.empty();
    }

    /**
     * What the build wrote down about itself.
     *
     * @param name the name of the image
     * @param version that of its project
     */
    public ImageFacts facts(String name, String version) throws IOException {
        Value read = Documents.read(manifest());
        return new ImageFacts(
                name,
                version,
                text(read, "architecture").orElse(HostArchitecture.name()),
                text(read, "timestamp").map(Instant::parse));
    }

    /** Is there if the elements make what is wanted, and no disk is. */
    Path noFinalImage() {
        return directory.resolve("no-final-image");
    }

    /** Whether files are to be made from a disk. */
    public boolean hasDisk() {
        return !Files.exists(noFinalImage());
    }

    Path products() {
        return directory.resolve("products");
    }

    /** The files and folders that hooks wrote beside the image, by name. */
    public List<Product> listProducts(String image) throws IOException {
        if (!Files.isDirectory(products())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(products())) {
            return files.sorted().map(path -> new Product(path, image)).toList();
        }
    }
}
