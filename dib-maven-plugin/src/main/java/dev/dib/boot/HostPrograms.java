// SPDX-License-Identifier: Apache-2.0
package dev.dib.boot;

import dev.dib.problem.Problems;
import dev.dib.sandbox.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * QEMU and its firmware on this host.
 *
 * @param folders where programs are looked for
 * @param firmware UEFI firmware, the best first
 */
record HostPrograms(List<Path> folders, List<UefiFirmware> firmware) {

    static final String QEMU = "qemu-system-x86_64";
    static final String QEMU_IMG = "qemu-img";

    /**
     * OVMF in two files.
     *
     * @param code is only read
     * @param variables the state of a new machine; each machine gets a copy
     */
    record UefiFirmware(Path code, Path variables) {

        boolean exists() {
            return Files.isReadable(code) && Files.isReadable(variables);
        }
    }

    HostPrograms {
        folders = List.copyOf(folders);
        firmware = List.copyOf(firmware);
    }

    /** Those of the search path, and the firmware where Debian and Ubuntu have it. */
    static HostPrograms standard() {
        Path ovmf = Path.of("/usr/share/OVMF");
        return new HostPrograms(
                Arrays.stream(Command.PATH.split(":")).map(Path::of).toList(),
                List.of(
                        new UefiFirmware(ovmf.resolve("OVMF_CODE_4M.fd"), ovmf.resolve("OVMF_VARS_4M.fd")),
                        new UefiFirmware(ovmf.resolve("OVMF_CODE.fd"), ovmf.resolve("OVMF_VARS.fd"))));
    }

    Optional<UefiFirmware> uefi() {
        return firmware.stream().filter(UefiFirmware::exists).findFirst();
    }

    /**
     * Checks that all is there for a boot.
     *
     * @throws dev.dib.problem.ProblemException naming every Debian package that is missing
     */
    void check(BootSpec spec) {
        var problems = new Problems();
        program(QEMU, "qemu-system-x86", problems);
        if (spec.disk().isPresent()) {
            program(QEMU_IMG, "qemu-utils", problems);
        }
        if (spec.firmware() == Firmware.UEFI && uefi().isEmpty()) {
            problems.add(
                    "OVMF",
                    "the firmware for UEFI is not on this host ("
                            + firmware.get(0).code() + ")",
                    "install the Debian package ovmf: apt-get install ovmf");
        }
        problems.throwIfAny();
    }

    private void program(String name, String debianPackage, Problems problems) {
        if (folders.stream().noneMatch(folder -> Files.isExecutable(folder.resolve(name)))) {
            problems.add(
                    name,
                    "is not on this host",
                    "install the Debian package " + debianPackage + ": apt-get install " + debianPackage);
        }
    }
}
