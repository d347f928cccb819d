// SPDX-License-Identifier: Apache-2.0
package dev.dib.image;

import java.nio.file.Path;

/**
 * Where a build keeps its files.
 *
 * <pre>
 * output/                    target/
 *   NAME.qcow2, ...          what convert makes, with NAME.qcow2.sha256
 *   dib/                     work; dib-NAME/ of an image that does not have the project's own name
 *     elements/NAME/         unpacked element artifacts (resolve)
 *     elements.yaml          the elements of the image (resolve)
 *     elements.properties    the artifacts that elements/NAME come from (resolve)
 *     base-image             the path of the image to start from, if there is one (resolve)
 *     hooks/                 their merged hook tree (hooks)
 *     log/PHASE.log          one log for each phase (build)
 *     report/                where the seconds went: build.html, convert.html (build, convert)
 *     image/                 what build makes, by rename
 *       disk.raw             the disk, sparse; if a format is made from it
 *       tree.tar             the root tree; if a format is made from it
 *       no-final-image       if elements make what is wanted, and no disk is
 *       manifest.json        what is in the image
 *       products/            what hooks wrote beside the image: NAME.vmlinuz, NAME.initrd, ...
 *     break/                 while a build waits at a break point: how to get into it
 *     kept/                  what is kept of a build that failed: how to get into it
 *     scratch/               of a running build; gone after it
 * cache/                     shared by all builds of a user
 * </pre>
 *
 * @param output the folder of the finished images, absolute
 * @param cache the folder for downloads, absolute
 * @param work the folder of one image, absolute
 * @param scratch the parent of the scratch directories of running builds, absolute
 */
public record ImageDirectories(Path output, Path cache, Path work, Path scratch) {

    public ImageDirectories {
        output = absolute(output);
        cache = absolute(cache);
        work = absolute(work);
        scratch = absolute(scratch);
    }

    /** Those of the image that has the project's own name. */
    public ImageDirectories(Path output, Path cache) {
        this(output, cache, output.resolve("dib"), output.resolve("dib/scratch"));
    }

    /** Those of another image of the same project: several images are several executions, and must not meet. */
    public ImageDirectories forImage(String name) {
        Path own = output.resolve("dib-" + name);
        return new ImageDirectories(output, cache, own, own.resolve("scratch"));
    }

    /** These directories with scratch directories in another place. */
    public ImageDirectories withScratch(Path parent) {
        return new ImageDirectories(output, cache, work, parent);
    }

    private static Path absolute(Path path) {
        return path.toAbsolutePath().normalize();
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

    /** Names the image to start from, for the hooks that take it. */
    public Path baseImage() {
        return work().resolve("base-image");
    }

    public Path hooks() {
        return work().resolve("hooks");
    }

    public Path logs() {
        return work().resolve("log");
    }

    public Path report() {
        return work().resolve("report");
    }

    public Path image() {
        return work().resolve("image");
    }

    /** Appears while a build waits at a break point. */
    public Path breakPoint() {
        return work().resolve("break");
    }

    /** What is kept of a build that failed. */
    public Path kept() {
        return work().resolve("kept");
    }
}
