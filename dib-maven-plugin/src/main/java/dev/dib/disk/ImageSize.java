// SPDX-License-Identifier: Apache-2.0
package dev.dib.disk;

/** How large the disk is to be. A size in the block-device configuration comes before it. */
public sealed interface ImageSize {

    /**
     * The share of a file system that its content takes if nothing is said: as diskimage-builder, which has the free space of
     * an image at 40 %.
     */
    double FILLED = 0.6;

    /** As many bytes, rounded up to MiB ({@code DIB_IMAGE_SIZE}). */
    record Exactly(long bytes) implements ImageSize {}

    /** What the content needs, and so many bytes more in the root file system ({@code DIB_IMAGE_EXTRA_SIZE}). */
    record Extra(long bytes) implements ImageSize {}

    /** So that every file system without a fixed size is filled to 60 %. */
    record Roomy() implements ImageSize {}
}
