// SPDX-License-Identifier: Apache-2.0
package dev.dib.image;

import dev.dib.disk.DiskPlan;
import dev.dib.disk.ImageSize;
import dev.dib.element.Element;
import dev.dib.format.Source;
import dev.dib.format.request.ConversionSpec;
import dev.dib.packages.PackageDeclarations;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an image shall be. Everything in it has been checked: see {@link dev.dib.image.request.ImageRequest}.
 *
 * @param name the name of its files, without ending
 * @param architecture in Debian's naming: {@code amd64}, {@code arm64}, ...
 * @param elements all its elements, expanded, by name
 * @param environment what hooks get besides what the build itself tells them
<<<<<<< HEAD
 * @param conversion the files it is wanted as
=======
 * @param finalImage whether a disk is made at all: not of a ramdisk, nor with an element {@code no-final-image}
 * @param formats the formats it is wanted in; the first is the main one
>>>>>>> main
 * @param disk how its disk is partitioned
 * @param size how large its disk is
 * @param hooks how its hooks are run
 * @param secrets what is secret in its build
 * @param packages what its elements declare about packages
 * @param timestamp the time that files and file systems get that are younger ({@code SOURCE_DATE_EPOCH}); without it the
 *     image has the time of its build
 * @param offline whether the network must not be used
 */
public record ImageSpec(
        String name,
        String architecture,
        List<Element> elements,
        Map<String, String> environment,
<<<<<<< HEAD
        ConversionSpec conversion,
=======
        boolean finalImage,
        List<Format> formats,
>>>>>>> main
        DiskPlan disk,
        ImageSize size,
        HookSpec hooks,
        SecretSpec secrets,
        PackageDeclarations packages,
        ImageDirectories directories,
        Optional<Instant> timestamp,
        boolean offline) {

    public ImageSpec {
        elements = List.copyOf(elements);
        environment = Map.copyOf(environment);
    }

    boolean needsDisk() {
<<<<<<< HEAD
        return conversion.needs(Source.DISK);
=======
        return finalImage && formats.stream().anyMatch(format -> !format.fromTree());
>>>>>>> main
    }

    boolean needsArchive() {
        return conversion.needs(Source.TREE);
    }
}
