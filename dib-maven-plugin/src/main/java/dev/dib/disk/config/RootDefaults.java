// SPDX-License-Identifier: Apache-2.0
package dev.dib.disk.config;

import java.util.List;
import java.util.Optional;

/**
 * What the node {@code mkfs_root} gets if it does not say it itself. No other node gets any of it.
 *
 * @param label if absent {@code cloudimg-rootfs}, which cloud images have always had; XFS takes 12 letters only and gets
 *     {@code img-rootfs}
 * @param ext4Options words for mke2fs if it is an ext4
 * @param otherOptions words for the tool that makes it if it is another
 */
public record RootDefaults(
        FileSystemType type, Optional<String> label, List<String> ext4Options, List<String> otherOptions) {

    static final String NODE = "mkfs_root";

    public RootDefaults {
        ext4Options = List.copyOf(ext4Options);
        otherOptions = List.copyOf(otherOptions);
    }

    String labelFor(FileSystemType actual) {
        return label.orElse(actual == FileSystemType.XFS ? "img-rootfs" : "cloudimg-rootfs");
    }

    List<String> optionsFor(FileSystemType actual) {
        return actual == FileSystemType.EXT4 ? ext4Options : otherOptions;
    }
}
