// SPDX-License-Identifier: Apache-2.0
package dev.dib.disk.config;

import dev.dib.problem.Nearest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What {@code mkfs} can make. */
public enum FileSystemType {
    EXT2(16),
    EXT3(16),
    EXT4(16),
    VFAT(11),
    FAT(11),
    SWAP(16),
    XFS(12),
    BTRFS(255);

    private final int labelBytes;

    FileSystemType(int labelBytes) {
        this.labelBytes = labelBytes;
    }

    /** As it is written in a configuration. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** As it is written in {@code /etc/fstab}: the kernel knows FAT with long names as vfat only. */
    public String fstabWord() {
        return isFat() ? "vfat" : word();
    }

    public boolean isExt() {
        return this == EXT2 || this == EXT3 || this == EXT4;
    }

    public boolean isFat() {
        return this == VFAT || this == FAT;
    }

    /** Whether its content can only be written by the kernel, through a mount, which takes root and a loop device. */
    public boolean isMounted() {
        return this == XFS || this == BTRFS;
    }

    /** A label as it will be in the file system: FAT has capital letters only. */
    String label(String wanted) {
        return isFat() ? wanted.toUpperCase(Locale.ROOT) : wanted;
    }

    /** Why a label cannot be had; empty if it can. */
    Optional<String> refuse(String label) {
        int length = label.getBytes(StandardCharsets.UTF_8).length;
        if (length > labelBytes) {
            return Optional.of(
                    "the label '" + label + "' has " + length + " bytes, " + word() + " takes at most " + labelBytes);
        }
        // it stands in fstab, in grub.cfg and in commands of elements
        return label.matches("[A-Za-z0-9][A-Za-z0-9._+:@-]*")
                ? Optional.empty()
                : Optional.of("the label '" + label + "' has other characters than letters, digits and ._+:@-");
    }

    /**
     * Reads a type as it is written in a configuration.
     *
     * @throws IllegalArgumentException if it is none; the message tells why
     */
    public static FileSystemType parse(String word) {
        return Arrays.stream(values())
                .filter(type -> type.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "'" + word + "' is not a file system that is known here; " + Nearest.remedy(word, words())));
    }

    private static List<String> words() {
        List<String> words = new ArrayList<>();
        for (FileSystemType type : values()) {
            words.add(type.word());
        }
        return words;
    }
}
