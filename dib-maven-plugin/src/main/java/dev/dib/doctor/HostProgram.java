// SPDX-License-Identifier: Apache-2.0
package dev.dib.doctor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** A program of the host that builds or boots need, and the Debian package that has it. */
public enum HostProgram {
    UNSHARE("unshare", "util-linux", "the sandbox"),
    NSENTER("nsenter", "util-linux", "the sandbox"),
    NEWUIDMAP("newuidmap", "uidmap", "the sandbox of an ordinary user"),
    MMDEBSTRAP("mmdebstrap", "mmdebstrap", "the element debootstrap"),
    /** Only where there is no mmdebstrap. */
    DEBOOTSTRAP("debootstrap", "debootstrap", "the element debootstrap, in place of mmdebstrap"),
    MKE2FS("mke2fs", "e2fsprogs", "ext4 file systems"),
    DEBUGFS("debugfs", "e2fsprogs", "ext4 file systems"),
    MKFS_VFAT("mkfs.vfat", "dosfstools", "FAT file systems"),
    MCOPY("mcopy", "mtools", "FAT file systems"),
    TAR("tar", "tar", "archives"),
    FIND("find", "findutils", "all builds"),
    OPENSSL("openssl", "openssl", "passwords that are the same in two builds (element devuser)"),
    QEMU("qemu-system-x86_64", "qemu-system-x86", "dib:boot"),
    QEMU_IMG("qemu-img", "qemu-utils", "dib:boot"),
    OVMF("/usr/share/OVMF/OVMF_CODE_4M.fd", "ovmf", "dib:boot over UEFI");

    private static final List<Path> SEARCH = List.of(
            Path.of("/usr/sbin"), Path.of("/usr/bin"), Path.of("/sbin"), Path.of("/bin"), Path.of("/usr/local/bin"));

    private final String program;
    private final String debianPackage;
    private final String purpose;

    HostProgram(String program, String debianPackage, String purpose) {
        this.program = program;
        this.debianPackage = debianPackage;
        this.purpose = purpose;
    }

    /** What it is needed for. */
    public String purpose() {
        return purpose;
    }

    public String program() {
        return program;
    }

    public String debianPackage() {
        return debianPackage;
    }

    /** Where it is. */
    public Optional<Path> find() {
        return SEARCH.stream()
                .map(folder -> folder.resolve(program))
                .filter(Files::isReadable)
                .findFirst();
    }

    /** The command that installs what is missing of some programs; nothing if nothing is. */
    public static Optional<String> installation(Collection<HostProgram> programs) {
        List<String> packages = programs.stream()
                .filter(program -> program.find().isEmpty())
                .map(HostProgram::debianPackage)
                .distinct()
                .sorted()
                .toList();
        return packages.isEmpty()
                ? Optional.empty()
                : Optional.of("apt-get install --no-install-recommends " + String.join(" ", packages));
    }

    static List<HostProgram> all() {
        return Arrays.stream(values()).filter(program -> program != DEBOOTSTRAP).toList();
    }
}
