// SPDX-License-Identifier: Apache-2.0
package dev.dib.maven;

import java.util.Set;

/**
 * The types of artifacts that are images. Each has a handler in {@code META-INF/plexus/components.xml}, which tells Maven that
 * an image includes what it was made from: its elements are not dependencies of a project that takes the image.
 */
final class ImageTypes {

    static final Set<String> ALL = Set.of(
            "disk-image",
            "qcow2",
            "raw",
            "vhd",
            "vhdx",
            "vmdk",
            "vdi",
            "tar",
            "tgz",
            "tar.zst",
            "squashfs",
            "erofs",
            "docker.tar",
            "oci.tar",
            "aci",
            "cpio",
            "cpio.gz",
            "cpio.zst");

    private ImageTypes() {}
}
