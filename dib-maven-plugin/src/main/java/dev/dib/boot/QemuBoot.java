// SPDX-License-Identifier: Apache-2.0
package dev.dib.boot;

import dev.dib.sandbox.Commands;
import java.io.IOException;
import java.nio.file.Path;

/** Boots images in QEMU and checks them. */
public final class QemuBoot {

    private final Commands commands;
    private final Path scratch;
    private final KvmVerdicts verdicts;

    /**
     * Where boots run.
     *
     * @param commands has to end its processes together with the JVM, as a {@code Sandbox} does: QEMU must not survive
     * @param scratch an existing directory for overlays, sockets and firmware variables
     * @param verdicts what is known about KVM on this host
     */
    public QemuBoot(Commands commands, Path scratch, KvmVerdicts verdicts) {
        this.commands = commands;
        this.scratch = scratch;
        this.verdicts = verdicts;
    }

    /**
     * Boots an image and runs the assertions.
     *
     * @return what came of it; a guest that fails is a report, not an exception
     * @throws dev.dib.problem.ProblemException if the host lacks QEMU or the firmware
     * @throws IOException if the scratch directory or the console log cannot be written
     */
    public BootReport run(BootSpec spec, BootListener listener) throws IOException, InterruptedException {
        throw new UnsupportedOperationException(commands + " " + scratch + " " + verdicts.file());
    }
}
