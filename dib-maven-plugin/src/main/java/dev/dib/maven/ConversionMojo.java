// SPDX-License-Identifier: Apache-2.0
package dev.dib.maven;

import dev.dib.format.request.ConversionRequest;
import java.util.List;
import org.apache.maven.plugins.annotations.Parameter;

/** What the goals that make the files of an image, or what they are made from, have in common. */
abstract class ConversionMojo extends ImageMojo {

    /**
     * The formats of the image, the main one first: qcow2, raw, vhd, vhdx, vmdk, vdi (disks); tar, tgz, tar.zst, squashfs, erofs,
     * docker, oci, aci, cpio (root trees).
     *
     * @since 0.1.0
     */
    @Parameter(property = "dib.formats", defaultValue = "qcow2")
    List<String> formats;

    /**
     * What formats are compressed with, and how hard: CODEC or CODEC:LEVEL for all formats that can do it, FORMAT=CODEC:LEVEL for
     * one. Codecs are zlib, zstd, xz, lz4, lz4hc and none. By default qcow2 has zlib, squashfs zstd, erofs lz4hc, the others
     * that are compressed zlib.
     *
     * @since 0.1.0
     */
    @Parameter(property = "dib.compression")
    List<String> compression;

    /**
     * Options as after qemu-img convert -o, NAME=VALUE with commas between them: each goes to the formats that know it. Such as
     * subformat=streamOptimized (vmdk), subformat=fixed (vhd, vhdx), compat=0.10 (qcow2).
     *
     * @since 0.1.0
     */
    @Parameter(property = "dib.qemuImgOptions")
    List<String> qemuImgOptions;

    /**
     * The checksums that each file gets in a file beside it: sha256, sha512, md5, or none. By default what DIB_CHECKSUM says, else
     * sha256.
     *
     * @since 0.1.0
     */
    @Parameter(property = "dib.checksums")
    List<String> checksums;

    /**
     * The name of the image in a container engine, REPOSITORY:TAG, for the formats docker and oci; by default the name of the
     * image and the version of the project.
     *
     * @since 0.1.0
     */
    @Parameter(property = "dib.dockerTarget")
    String dockerTarget;

    /**
     * A file with the manifest of the App Container image, for the format aci; by default that of the variable ACI_MANIFEST, else
     * one is made.
     *
     * @since 0.1.0
     */
    @Parameter(property = "dib.aciManifest")
    String aciManifest;

    ConversionRequest conversion() {
        return new ConversionRequest(
                formats,
                compression,
                qemuImgOptions,
                checksums,
                dockerTarget,
                aciManifest,
                variables().all(),
                imageName,
                project.getVersion(),
                baseDirectory());
    }
}
