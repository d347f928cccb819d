// SPDX-License-Identifier: Apache-2.0
package dev.dib.maven;

import dev.dib.boot.BootReport;
import dev.dib.boot.BootSpec;
import dev.dib.boot.DiskFormat;
import dev.dib.boot.DiskImage;
import dev.dib.boot.JUnitXml;
import dev.dib.boot.KvmVerdicts;
import dev.dib.boot.QemuBoot;
import dev.dib.format.Source;
import dev.dib.format.request.ConversionSpec;
import dev.dib.image.BuiltImage;
import dev.dib.problem.Problem;
import dev.dib.problem.ProblemException;
import dev.dib.problem.Problems;
import dev.dib.sandbox.Sandbox;
import dev.dib.sandbox.SandboxSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Boots the image in QEMU and checks that it reaches the state that is wanted, and what is expected of it then. The image itself
 * is not written to. Of a ramdisk, kernel and ramdisk are booted. Reports are written to target/dib/boot, for CI in JUnit's format.
 */
@Mojo(name = "boot", defaultPhase = LifecyclePhase.INTEGRATION_TEST, threadSafe = true)
public class BootMojo extends ConversionMojo {

    private static final Map<String, DiskFormat> BOOTABLE = Map.of("qcow2", DiskFormat.QCOW2, "raw", DiskFormat.RAW);

    /**
     * How the image is booted and what is expected of it. Without it nothing is booted.
     *
     * @since 0.1.0
     */
    @Parameter
    Boot boot;

    /**
     * Does not boot.
     *
     * @since 0.1.0
     */
    @Parameter(property = "dib.boot.skip", defaultValue = "false")
    boolean skipBoot;

    @Override
    void run() throws IOException, InterruptedException, MojoFailureException {
        if (boot == null || skipBoot) {
            getLog().info(boot == null ? "Nothing to boot: there is no <boot>" : "Skipped: dib.boot.skip is set");
            return;
        }
        Path output = buildDirectory.toPath();
        // kernel and ramdisk, where elements made no disk
        Optional<DiskImage> disk =
                new BuiltImage(directories().image()).hasDisk() ? Optional.of(disk()) : Optional.empty();
        List<BootSpec> specs = boot.specs(disk, output, imageName);
        List<String> failures = new ArrayList<>();
        Path scratch = directories().scratch().resolve("boot-" + UUID.randomUUID());
        try (Sandbox sandbox = Sandbox.open(SandboxSpec.of(scratch))) {
            var qemu = new QemuBoot(
                    sandbox,
                    sandbox.scratch(),
                    new KvmVerdicts(directories().cache().resolve("kvm")));
            for (BootSpec spec : specs) {
                BootReport report = qemu.run(spec, new BootLog(getLog()));
                JUnitXml.write(report, Files.createDirectories(output.resolve("dib/boot")));
                if (!report.succeeded()) {
                    failures.add(report.failureMessage());
                }
            }
        }
        if (!failures.isEmpty()) {
            throw new MojoFailureException(String.join("\n", failures));
        }
    }

    /** The first file that QEMU can be trusted to boot, or the disk that the others are made from. */
    private DiskImage disk() {
        var problems = new Problems();
        ConversionSpec wanted = conversion().check(problems);
        problems.throwIfAny();
        if (!wanted.needs(Source.DISK)) {
            throw new ProblemException(new Problem("formats", "has no disk that could be booted", "add qcow2 or raw"));
        }
        return wanted.formats().stream()
                .filter(format -> BOOTABLE.containsKey(format.word()))
                .findFirst()
                .map(format -> new DiskImage(
                        buildDirectory.toPath().resolve(imageName + "." + format.extension()),
                        BOOTABLE.get(format.word())))
                .orElseGet(() -> new DiskImage(new BuiltImage(directories().image()).disk(), DiskFormat.RAW));
    }
}
