// SPDX-License-Identifier: Apache-2.0
package dev.dib.maven;

import dev.dib.boot.Acceleration;
import dev.dib.boot.BootSpec;
import dev.dib.boot.Channel;
import dev.dib.boot.DiskImage;
import dev.dib.boot.Firmware;
import dev.dib.boot.Limits;
import dev.dib.boot.Login;
import dev.dib.boot.WantedState;
import dev.dib.image.ByteSize;
import dev.dib.problem.Nearest;
import dev.dib.problem.ProblemException;
import dev.dib.problem.Problems;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How an image is booted and what is expected of it: {@code <boot>} in the pom. */
public class Boot {

    private static final Map<String, WantedState> WANTED = Map.of(
            "login", new WantedState.LoginPrompt(),
            "ssh", new WantedState.SshReachable(),
            "running", new WantedState.SystemRunning(Channel.SSH),
            "running-serial", new WantedState.SystemRunning(Channel.SERIAL));

    /** The firmwares to boot with, one after the other: bios, uefi. */
    List<String> firmwares = List.of("bios");

    /**
     * Whether QEMU loads the kernel and the initrd beside the image itself, without a boot loader. Where there is no disk, it does
     * in any case.
     */
    boolean directKernel;

    /** The command line of that kernel. */
    String append = "console=ttyS0";

    /** auto, kvm or tcg; auto takes KVM once a guest has run with it here. */
    String acceleration = "auto";

    /** MiB. */
    int memory = 1024;

    int cpus = 2;

    /** Network interfaces, each with DHCP on a network of its own. */
    int nics = 1;

    /** The size of the disk that the guest sees, such as 8GiB; that of the image if not said. */
    String diskSize;

    String user;

    String password;

    /** The file of a private key for ssh. */
    File key;

    /** What counts as booted: login (a prompt on the serial console), ssh, running (systemd, no failed unit), running-serial. */
    String wanted = "login";

    /** A regular expression on the serial console that counts as booted, instead of wanted. */
    String wantedText;

    /** What is then expected. */
    List<BootAssertion> assertions = List.of();

    /** Seconds until the wanted state; five times as long without KVM. */
    int timeout = 120;

    /** Seconds for one command; five times as long without KVM. */
    int commandTimeout = 30;

    /**
     * The boots that are asked for.
     *
     * @param disk nothing if the image is a kernel and a ramdisk
     */
    List<BootSpec> specs(Optional<DiskImage> disk, Path output, String name) {
        var problems = new Problems();
        List<BootSpec> specs = new ArrayList<>();
        check(problems);
        problems.throwIfAny();
        for (String firmware : firmwares) {
            try {
                specs.add(spec(firmware, disk, output, name));
            } catch (ProblemException e) {
                problems.addAll(e.problems());
            }
        }
        problems.throwIfAny();
        return specs;
    }

    private void check(Problems problems) {
        List<String> known = List.of("bios", "uefi");
        for (String firmware : firmwares) {
            if (!known.contains(firmware)) {
                problems.add(
                        "boot.firmwares",
                        "there is no firmware '" + firmware + "'",
                        Nearest.remedy(firmware, known, "use bios or uefi"));
            }
        }
        if (!List.of("auto", "kvm", "tcg").contains(acceleration)) {
            problems.add("boot.acceleration", "'" + acceleration + "' is none", "use auto, kvm or tcg");
        }
        if (!WANTED.containsKey(wanted)) {
            problems.add(
                    "boot.wanted",
                    "there is no state '" + wanted + "'",
                    Nearest.remedy(wanted, WANTED.keySet(), "use one of " + WANTED.keySet()));
        }
        if (diskSize != null && ByteSize.parse(diskSize).isEmpty()) {
            problems.add("boot.diskSize", "'" + diskSize + "' is no size", "write a number with a unit: 8GiB");
        }
        assertions.stream()
                .filter(assertion -> !assertion.hasKnownWay())
                .forEach(assertion -> problems.add(
                        "boot.assertions", "'" + assertion.via + "' is no way to the guest", "use ssh or serial"));
    }

    private BootSpec spec(String firmware, Optional<DiskImage> disk, Path output, String name) {
        boolean loadsKernel = directKernel || disk.isEmpty();
        String bootName = name + "-" + (loadsKernel ? "kernel" : firmware);
        BootSpec.Builder spec = BootSpec.builder(bootName)
                .firmware(Firmware.valueOf(firmware.toUpperCase(Locale.ROOT)))
                .acceleration(Acceleration.valueOf(acceleration.toUpperCase(Locale.ROOT)))
                .memory(memory)
                .cpus(cpus)
                .nics(nics)
                .wanted(wantedText == null ? WANTED.get(wanted) : new WantedState.ConsoleText(wantedText))
                .assertions(assertions.stream().map(BootAssertion::assertion).toList())
                .limits(new Limits(
                        Duration.ofSeconds(timeout),
                        Duration.ofSeconds(commandTimeout),
                        Limits.DEFAULT.softwareFactor()))
                .console(output.resolve("dib/boot/" + bootName + ".console.log"));
        disk.ifPresent(image -> spec.disk(image.path(), image.format()));
        if (loadsKernel) {
            boolean isRamdisk = Files.exists(output.resolve(name + ".initramfs"));
            spec.kernel(
                    output.resolve(name + (isRamdisk ? ".kernel" : ".vmlinuz")),
                    Optional.of(output.resolve(name + (isRamdisk ? ".initramfs" : ".initrd"))),
                    append);
        }
        if (diskSize != null) {
            spec.diskSize(ByteSize.parse(diskSize).orElseThrow());
        }
        if (user != null) {
            spec.login(new Login(
                    user,
                    Optional.ofNullable(password),
                    Optional.ofNullable(key).map(File::toPath)));
        }
        return spec.build();
    }
}
