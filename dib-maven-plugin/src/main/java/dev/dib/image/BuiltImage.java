// SPDX-License-Identifier: Apache-2.0
package dev.dib.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

    public Path manifest() {
        return directory.resolve("manifest.json");
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
