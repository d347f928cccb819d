// SPDX-License-Identifier: Apache-2.0
package dev.dib.image.request;

import dev.dib.element.Element;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where an element keeps its block-device configuration. */
final class BlockDeviceFile {

    private BlockDeviceFile() {}

    /** The file of the first element that has one; that for the architecture comes before the default. */
    static Optional<Path> find(List<Element> elements, String architecture) {
        // as in diskimage-builder, both spellings of little-endian POWER share one file
        String name = architecture.equals("ppc64le") ? "ppc64el" : architecture;
        for (Element element : elements) {
            for (String file : List.of("block-device-" + name + ".yaml", "block-device-default.yaml")) {
                Path path = element.directory().resolve(file);
                if (Files.isRegularFile(path)) {
                    return Optional.of(path);
                }
            }
        }
        return Optional.empty();
    }
}
