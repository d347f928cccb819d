// SPDX-License-Identifier: Apache-2.0
package dev.dib.format;

import dev.dib.format.compress.Compression;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What was chosen about one format. Only what the format can do is in it.
 *
 * @param compression with what; {@link Compression#NONE} also if the format knows no compression
 * @param options of {@code qemu-img convert -o}, by name
 * @param target the name of the image in a container engine, {@code repository:tag}
 * @param aciManifest a manifest for the App Container image instead of one that is made
 */
public record Choice(
        Compression compression, Map<String, String> options, ContainerName target, Optional<Path> aciManifest) {

    public Choice {
        options = Map.copyOf(options);
    }

    /** A choice of a compression alone. */
    public static Choice of(Compression compression) {
        return new Choice(compression, Map.of(), new ContainerName("image", "latest"), Optional.empty());
    }

    /** This choice with options of qemu-img. */
    public Choice with(Map<String, String> others) {
        return new Choice(compression, others, target, aciManifest);
    }

    public String option(String name, String otherwise) {
        return options.getOrDefault(name, otherwise);
    }
}
