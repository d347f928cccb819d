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
 * @param finalImage whether a disk is made at all: not of a ramdisk, nor with an element {@code no-final-image}
 * @param conversion the files it is wanted as
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
        boolean finalImage,
        ConversionSpec conversion,
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

    /** The files that are made of it: without a final image, none is made from a disk. */
    ConversionSpec made() {
        return finalImage ? conversion : conversion.without(Source.DISK);
    }

    boolean needsDisk() {
        return made().needs(Source.DISK);
    }

    boolean needsArchive() {
        return made().needs(Source.TREE);
    }
}
