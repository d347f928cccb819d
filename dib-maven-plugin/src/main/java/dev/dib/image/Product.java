// SPDX-License-Identifier: Apache-2.0
package dev.dib.image;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * A file or folder that hooks wrote beside the image: elements write {@code ${IMAGE_NAME}.vmlinuz} and the like to the directory
 * that they run in.
 *
 * @param path where it is
 * @param image the name of the image
 */
public record Product(Path path, String image) {

    /** A repository makes these itself for each file, and takes files of these names for its own. */
    private static final Set<String> CHECKSUMS = Set.of("md5", "sha1", "sha256", "sha512");

    /** The names that kernels have beside an image, the most usual first. */
    private static final Set<String> KERNELS = Set.of("vmlinuz", "kernel");

    /**
     * What an artifact is in a repository besides its coordinates.
     *
     * @param type the ending of its file, without a dot in front
     * @param classifier what tells it from others of its type
     */
    public record Kind(String type, Optional<String> classifier) {}

    public String name() {
        return path.getFileName().toString();
    }

    /**
     * What it is as an artifact: {@code NAME.vmlinuz} has the type vmlinuz, {@code NAME-boot.iso} the type iso and the classifier
     * boot. Nothing if it is none: a folder, a checksum, or a file whose name does not begin with that of the image.
     */
    public Optional<Kind> kind() {
        if (!path.toFile().isFile() || !name().startsWith(image)) {
            return Optional.empty();
        }
        String rest = name().substring(image.length());
        int dot = rest.indexOf('.');
        boolean isNamed = dot == 0 || (dot > 1 && rest.charAt(0) == '-');
        String type = rest.substring(dot + 1);
        if (!isNamed || type.isEmpty() || CHECKSUMS.contains(type.substring(type.lastIndexOf('.') + 1))) {
            return Optional.empty();
        }
        return Optional.of(new Kind(type, dot == 0 ? Optional.empty() : Optional.of(rest.substring(1, dot))));
    }

    /** Whether it is a kernel. */
    public boolean isKernel() {
        return kind().filter(kind -> kind.classifier().isEmpty())
                .filter(kind -> KERNELS.contains(kind.type()))
                .isPresent();
    }
}
