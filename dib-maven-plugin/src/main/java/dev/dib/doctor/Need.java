// SPDX-License-Identifier: Apache-2.0
package dev.dib.doctor;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Work that a host may have to do. */
public enum Need {
    /** The private world of a build, and hooks in it. */
    SANDBOX,
    /** A tree with a minimal Debian. */
    DEBIAN_TREE,
    /** File systems of the ext family. */
    EXT_FILE_SYSTEM,
    /** FAT file systems, such as that of UEFI. */
    FAT_FILE_SYSTEM,
    /** xfs file systems. */
    XFS_FILE_SYSTEM,
    /** btrfs file systems. */
    BTRFS_FILE_SYSTEM,
    /** A mount of a file, by root: xfs and btrfs cannot be filled in another way. */
    LOOP_DEVICE,
    /** Archives of trees. */
    ARCHIVE,
    /** Images of the format squashfs. */
    SQUASHFS,
    /** Images of the format erofs. */
    EROFS,
    /** Images of the format qcow2 with options that only QEMU knows. */
    QEMU_IMAGE,
    /** Downloads of hooks. */
    DOWNLOAD,
    /** Sources that elements fetch. */
    SOURCES,
    /** Ramdisks that hooks make of the tree. */
    RAMDISK,
    /** Images of optical disks, of a kernel and a ramdisk. */
    ISO,
    /** A boot of the image. */
    BOOT,
    /** A boot over UEFI. */
    UEFI_BOOT;

    private static final Map<String, Need> OF_ELEMENTS = Map.of(
            "debootstrap", DEBIAN_TREE,
            "cache-url", DOWNLOAD,
            "source-repositories", SOURCES,
            "ironic-ramdisk-base", RAMDISK,
            "iso", ISO);

    private static final Map<String, Need> OF_PROGRAMS =
            Map.of("mksquashfs", SQUASHFS, "mkfs.erofs", EROFS, "qemu-img", QEMU_IMAGE);

    /** What only some images need, because of their elements, their file systems or their formats. */
    public static Set<Need> ofSomeImages() {
        Set<Need> needs = EnumSet.of(XFS_FILE_SYSTEM, BTRFS_FILE_SYSTEM, LOOP_DEVICE);
        needs.addAll(OF_ELEMENTS.values());
        needs.addAll(OF_PROGRAMS.values());
        return needs;
    }

    /** What elements may need that are not known yet. */
    public static Set<Need> ofAnyElement() {
        return EnumSet.copyOf(OF_ELEMENTS.values());
    }

    /** What formats that are written by these programs need. */
    public static Set<Need> ofPrograms(Collection<String> programs) {
        Set<Need> needs = EnumSet.noneOf(Need.class);
        programs.forEach(program -> needs.add(OF_PROGRAMS.get(program)));
        return needs;
    }

    /** What the hooks of these elements need on the host, as far as it is known. */
    public static Set<Need> ofElements(Collection<String> names) {
        Set<Need> needs = EnumSet.noneOf(Need.class);
        names.stream().filter(OF_ELEMENTS::containsKey).map(OF_ELEMENTS::get).forEach(needs::add);
        return needs;
    }
}
