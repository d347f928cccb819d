// SPDX-License-Identifier: Apache-2.0
package dev.dib.image;

import java.nio.file.Path;

/**
 * Where a build keeps its files.
 *
 * <pre>
 * output/                    target/
 *   NAME.qcow2, ...          what convert makes, with NAME.qcow2.sha256
 *   dib/                     work
 *     elements/NAME/         unpacked element artifacts (resolve)
 *     elements.yaml          the elements of the image (resolve)
 *     elements.properties    the artifacts that elements/NAME come from (resolve)
 *     hooks/                 their merged hook tree (hooks)
 *     log/PHASE.log          one log for each phase (build)
 *     image/                 what build makes, by rename
 *       disk.raw             the disk, sparse; if a format is made from it
 *       tree.tar             the root tree; if a format is made from it
 *       manifest.json        what is in the image
 *       products/            what hooks wrote beside the image: NAME.vmlinuz, NAME.initrd, ...
 *     scratch/               of a running build; gone after it
 * cache/                     shared by all builds of a user
 * </pre>
 *
 * @param output the folder of the finished images, absolute
 * @param cache the folder for downloads, absolute
 */
public record ImageDirectories(Path output, Path cache) {

    public ImageDirectories {
        output = output.toAbsolutePath().normalize();
        cache = cache.toAbsolutePath().normalize();
    }

    public Path work() {
        return output.resolve("dib");
    }

    public Path elements() {
        return work().resolve("elements");
    }

    public Path resolvedElements() {
        return work().resolve("elements.yaml");
    }

    /** NAME=groupId:artifactId:version a line. */
    public Path elementArtifacts() {
        return work().resolve("elements.properties");
    }

    public Path hooks() {
        return work().resolve("hooks");
    }

    public Path logs() {
        return work().resolve("log");
    }

    public Path image() {
        return work().resolve("image");
    }

    /** The parent of the scratch directories of running builds. */
    public Path scratch() {
        return work().resolve("scratch");
    }
}
