// SPDX-License-Identifier: Apache-2.0
package dev.dib.doctor;

import java.util.List;

/**
 * A program or file of the host that work needs.
 *
 * @param alternatives names of programs, or absolute paths of files; any one of them will do, the first is the best
 * @param debianPackage the Debian package that has the first
 * @param purpose what it is for: "fills FAT file systems"
 */
record Tool(List<String> alternatives, String debianPackage, String purpose) {

    Tool {
        alternatives = List.copyOf(alternatives);
    }

    static Tool of(String name, String debianPackage, String purpose) {
        return new Tool(List.of(name), debianPackage, purpose);
    }

    /** All that some work takes. */
    static List<Tool> allFor(Need need) {
        return switch (need) {
            case SANDBOX ->
                List.of(
                        of("bash", "bash", "runs hooks"),
                        of("unshare", "util-linux", "makes namespaces"),
                        of("nsenter", "util-linux", "enters namespaces"),
                        of("setsid", "util-linux", "makes sessions of processes"),
                        of("flock", "util-linux", "locks files"),
                        of("mount", "mount", "mounts in namespaces"),
                        of("find", "findutils", "walks through trees"));
            case DEBIAN_TREE ->
                List.of(new Tool(List.of("mmdebstrap", "debootstrap"), "mmdebstrap", "makes Debian trees"));
            case EXT_FILE_SYSTEM -> List.of(of("mke2fs", "e2fsprogs", "makes ext4 file systems"));
            case FAT_FILE_SYSTEM ->
                List.of(
                        of("mkfs.vfat", "dosfstools", "makes FAT file systems"),
                        of("mcopy", "mtools", "fills FAT file systems"),
                        of("mmd", "mtools", "makes folders in FAT file systems"));
            case XFS_FILE_SYSTEM -> List.of(of("mkfs.xfs", "xfsprogs", "makes xfs file systems"));
            case BTRFS_FILE_SYSTEM -> List.of(of("mkfs.btrfs", "btrfs-progs", "makes btrfs file systems"));
            case LOOP_DEVICE -> List.of(of("losetup", "mount", "attaches loop devices"));
            case ARCHIVE -> List.of(of("tar", "tar", "packs trees"));
            case SQUASHFS -> List.of(of("mksquashfs", "squashfs-tools", "makes squashfs images"));
            case EROFS -> List.of(of("mkfs.erofs", "erofs-utils", "makes EROFS images"));
            case QEMU_IMAGE -> List.of(of("qemu-img", "qemu-utils", "makes qcow2 images with unusual options"));
            case DOWNLOAD -> List.of(of("curl", "curl", "downloads"));
            case SOURCES -> List.of(of("git", "git", "fetches sources"));
            case RAMDISK -> List.of(of("cpio", "cpio", "packs ramdisks"));
            case ISO ->
                List.of(
                        of("xorriso", "xorriso", "makes images of optical disks"),
                        of("mkfs.vfat", "dosfstools", "makes FAT file systems"),
                        of("mcopy", "mtools", "fills FAT file systems"));
            case BOOT ->
                List.of(
                        of("qemu-system-x86_64", "qemu-system-x86", "boots images"),
                        of("qemu-img", "qemu-utils", "keeps apart what a booted machine writes"));
            case UEFI_BOOT ->
                List.of(new Tool(
                        List.of("/usr/share/OVMF/OVMF_CODE_4M.fd", "/usr/share/OVMF/OVMF_CODE.fd"),
                        "ovmf",
                        "boots images over UEFI"));
        };
    }

    /** How people call it: the name of the first. */
    String name() {
        String first = alternatives.get(0);
        return first.substring(first.lastIndexOf('/') + 1);
    }
}
