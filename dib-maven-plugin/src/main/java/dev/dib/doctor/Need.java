// SPDX-License-Identifier: Apache-2.0
package dev.dib.doctor;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Work that a host may have to do, with the tools it takes. */
public enum Need {
    /** The private world of a build. */
    SANDBOX(
            Tool.of("bash", "bash", "runs hooks"),
            Tool.of("unshare", "util-linux", "makes namespaces"),
            Tool.of("nsenter", "util-linux", "enters namespaces"),
            Tool.of("setsid", "util-linux", "makes sessions of processes"),
            Tool.of("flock", "util-linux", "locks files"),
            Tool.of("mount", "mount", "mounts in namespaces"),
            Tool.of("find", "findutils", "walks through trees")),
    /** A tree with a minimal Debian. */
    DEBIAN_TREE(new Tool(List.of("mmdebstrap", "debootstrap"), "mmdebstrap", "makes Debian trees")),
    /** File systems of the ext family. */
    EXT_FILE_SYSTEM(Tool.of("mke2fs", "e2fsprogs", "makes ext4 file systems")),
    /** FAT file systems, such as that of UEFI. */
    FAT_FILE_SYSTEM(
            Tool.of("mkfs.vfat", "dosfstools", "makes FAT file systems"),
            Tool.of("mcopy", "mtools", "fills FAT file systems"),
            Tool.of("mmd", "mtools", "makes folders in FAT file systems")),
    /** Archives of trees. */
    ARCHIVE(Tool.of("tar", "tar", "packs trees")),
    /** Downloads of hooks. */
    DOWNLOAD(Tool.of("curl", "curl", "downloads")),
    /** Sources that elements fetch. */
    SOURCES(Tool.of("git", "git", "fetches sources")),
    /** A boot of the image. */
    BOOT(
            Tool.of("qemu-system-x86_64", "qemu-system-x86", "boots images"),
            Tool.of("qemu-img", "qemu-utils", "keeps what a booted machine writes apart")),
    /** A boot over UEFI. */
    UEFI_BOOT(new Tool(
            List.of("/usr/share/OVMF/OVMF_CODE_4M.fd", "/usr/share/OVMF/OVMF_CODE.fd"), "ovmf", "boots images over UEFI"));

    /** What the hooks of elements call on the host. */
    private static final Map<String, Need> OF_ELEMENTS =
            Map.of("debootstrap", DEBIAN_TREE, "cache-url", DOWNLOAD, "source-repositories", SOURCES);

    private final List<Tool> tools;

    Need(Tool... tools) {
        this.tools = List.of(tools);
    }

    List<Tool> tools() {
        return tools;
    }

    /** What only the hooks of certain elements need. */
    public static Set<Need> ofSomeElements() {
        return EnumSet.copyOf(OF_ELEMENTS.values());
    }

    /** What the hooks of these elements need on the host, as far as it is known. */
    public static Set<Need> ofElements(Collection<String> names) {
        Set<Need> needs = EnumSet.noneOf(Need.class);
        names.stream().filter(OF_ELEMENTS::containsKey).map(OF_ELEMENTS::get).forEach(needs::add);
        return needs;
    }
}
