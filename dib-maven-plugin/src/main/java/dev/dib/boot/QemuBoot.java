// SPDX-License-Identifier: Apache-2.0
package dev.dib.boot;

import dev.dib.sandbox.Commands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Boots images in QEMU and checks them. */
public final class QemuBoot {

    /**
     * How long a kernel may take to show up with KVM where that is not proven. A host where it works needs few seconds; a
     * loaded one that takes longer loses speed, nothing else.
     */
    private static final Duration TRIAL = Duration.ofSeconds(25);

    private final Commands commands;
    private final Path scratch;
    private final KvmVerdicts verdicts;
    private final HostPrograms programs;

    /**
     * Where boots run.
     *
     * @param commands has to end its processes together with the JVM, as a {@code Sandbox} does: QEMU must not survive
     * @param scratch an existing directory for overlays, sockets and firmware variables, best one that is removed together
     *     with the sandbox
     * @param verdicts what is known about KVM on this host
     */
    public QemuBoot(Commands commands, Path scratch, KvmVerdicts verdicts) {
        this(commands, scratch, verdicts, HostPrograms.standard());
    }

    QemuBoot(Commands commands, Path scratch, KvmVerdicts verdicts, HostPrograms programs) {
        this.commands = commands;
        this.scratch = scratch.toAbsolutePath();
        this.verdicts = verdicts;
        this.programs = programs;
    }

    /**
     * Boots an image and runs the assertions.
     *
     * @return what came of it; a guest that fails is a report, not an exception
     * @throws dev.dib.problem.ProblemException if the host lacks QEMU or the firmware
     * @throws IOException if the scratch directory or the console log cannot be written
     */
    public BootReport run(BootSpec spec, BootListener listener) throws IOException, InterruptedException {
        programs.check(spec);
        Files.createDirectories(spec.console().toAbsolutePath().getParent());
        long start = System.nanoTime();
        KvmVerdicts.Choice choice = verdicts.choose(spec.acceleration());
        Accelerator accelerator = choice.accelerator();
        Attempt.Result result =
                attempt(spec, accelerator, listener, choice.onTrial() ? Optional.of(TRIAL) : Optional.empty());
        if (choice.onTrial() && result.kernelSeen()) {
            verdicts.record(true);
        } else if (choice.onTrial() && result.failure().isPresent()) {
            BootFailure failure = result.failure().get();
            listener.kvmGivenUp(failure.waited(), failure.reason());
            accelerator = Accelerator.TCG;
            result = attempt(spec, accelerator, listener, Optional.empty());
            // An image whose kernel never starts says nothing about KVM.
            if (result.kernelSeen()) {
                verdicts.record(false);
            }
        }
        var report = new BootReport(
                spec,
                accelerator,
                result.milestones(),
                result.assertions(),
                result.failure(),
                Duration.ofNanos(System.nanoTime() - start));
        listener.ended(report);
        return report;
    }

    private Attempt.Result attempt(
            BootSpec spec, Accelerator accelerator, BootListener listener, Optional<Duration> trial)
            throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory(scratch, "boot-");
        try {
            return new Attempt(commands, programs, spec, accelerator, listener, directory).run(trial);
        } finally {
            remove(directory);
        }
    }

    private static void remove(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
