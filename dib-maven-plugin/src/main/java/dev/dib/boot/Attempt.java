// SPDX-License-Identifier: Apache-2.0
package dev.dib.boot;

import dev.dib.sandbox.Command;
import dev.dib.sandbox.Commands;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One start of a machine, with one accelerator. Its files are below a directory of its own:
 *
 * <pre>
 * overlay.qcow2   what the guest writes to its disk
 * vars.fd         the UEFI variables of the machine
 * serial          the socket of the serial port (elsewhere if the path is too long for a socket)
 * </pre>
 */
final class Attempt {

    /** {@code sun_path} of {@code unix(7)} has 108 bytes, one of them ends it. */
    private static final int MAX_SOCKET_PATH = 107;

    /** Another process may take the port between the look and the use. */
    private static final int PORT_TRIES = 3;

    /** Between the end of the console and the end of QEMU. */
    private static final Duration ENDING = Duration.ofSeconds(5);

    private final Commands commands;
    private final HostPrograms programs;
    private final BootSpec spec;
    private final Accelerator accelerator;
    private final BootListener listener;
    private final Path directory;

    /**
     * Prepares a start.
     *
     * @param directory exists and is empty
     */
    Attempt(
            Commands commands,
            HostPrograms programs,
            BootSpec spec,
            Accelerator accelerator,
            BootListener listener,
            Path directory) {
        this.commands = commands;
        this.programs = programs;
        this.spec = spec;
        this.accelerator = accelerator;
        this.listener = listener;
        this.directory = directory;
    }

    /**
     * What came of it.
     *
     * @param failure absent if the wanted state was reached
     * @param kernelSeen whether there was a sign of a running kernel
     */
    record Result(
            Map<Milestone, Duration> milestones,
            List<AssertionResult> assertions,
            Optional<BootFailure> failure,
            boolean kernelSeen) {}

    /**
     * Starts the machine, waits for the wanted state, runs the assertions, ends the machine.
     *
     * @param trial how long a sign of a kernel is waited for before the attempt is given up; absent if nothing is on trial
     */
    Result run(Optional<Duration> trial) throws IOException, InterruptedException {
        Optional<Path> overlay = overlay();
        Optional<HostPrograms.UefiFirmware> uefi = uefi();
        Path socketFolder = socketFolder();
        try {
            for (int i = 1; ; i++) {
                int port = freePort();
                var line = new QemuLine(spec, accelerator, overlay, uefi, socketFolder.resolve("serial"), port);
                listener.machineStarted(spec, accelerator);
                var milestones = new Milestones(listener);
                try (Machine machine = Machine.start(commands, line.words(), directory)) {
                    Result result = with(machine, line, milestones, trial);
                    boolean portTaken = result.failure()
                            .filter(it -> it.reason().contains("host forwarding rule"))
                            .isPresent();
                    if (!portTaken || i == PORT_TRIES) {
                        return result;
                    }
                }
            }
        } finally {
            if (!socketFolder.equals(directory)) {
                Files.deleteIfExists(socketFolder.resolve("serial"));
                Files.delete(socketFolder);
            }
        }
    }

    private Result with(Machine machine, QemuLine line, Milestones milestones, Optional<Duration> trial)
            throws IOException, InterruptedException {
        Limits limits = spec.limits().with(accelerator);
        SocketChannel serial;
        try {
            serial = machine.serial(line.serial());
        } catch (GuestException e) {
            return failed(milestones, e.getMessage(), List.of());
        }
        try (var console = new Console(serial, spec.console(), milestones::line, milestones::openLine);
                var guest = new Guest(spec, limits, console, line.sshPort(), milestones)) {
            var checks = new BootChecks(spec, limits, guest);
            try {
                if (trial.isPresent()) {
                    awaitKernel(console, trial.get());
                }
                checks.awaitWanted();
            } catch (GuestException e) {
                // A console that hangs up, or an ssh that breaks, is how the end of QEMU looks from here.
                Duration moment = console.ended() ? ENDING : Duration.ofMillis(100);
                String reason = machine.endWithin(moment).orElse(e.getMessage());
                return failed(milestones, reason, console.tail(BootFailure.TAIL_LINES));
            }
            milestones.reached(Milestone.WANTED);
            List<AssertionResult> results = checks.assertions(listener);
            return new Result(milestones.times(), results, Optional.empty(), milestones.saw(Milestone.KERNEL));
        }
    }

    private void awaitKernel(Console console, Duration limit) throws GuestException, InterruptedException {
        Pattern sign = Milestones.KERNEL;
        if (spec.wanted() instanceof WantedState.ConsoleText text) {
            sign = Pattern.compile(sign.pattern() + "|" + text.regex(), Pattern.MULTILINE);
        }
        if (!console.awaitAnywhere(sign, Deadline.in(limit))) {
            throw new GuestException("there was no sign of a kernel within " + BootReport.seconds(limit));
        }
    }

    private Result failed(Milestones milestones, String reason, List<String> tail) {
        var failure = new BootFailure(spec.wanted().description(), milestones.elapsed(), reason, tail, spec.console());
        boolean kernelSeen = milestones.saw(Milestone.KERNEL);
        return new Result(milestones.times(), List.of(), Optional.of(failure), kernelSeen);
    }

    private Optional<Path> overlay() throws IOException, InterruptedException {
        if (spec.disk().isEmpty()) {
            return Optional.empty();
        }
        DiskImage disk = spec.disk().get();
        Path overlay = directory.resolve("overlay.qcow2");
        List<String> line = new ArrayList<>(List.of(HostPrograms.QEMU_IMG, "create", "-q", "-f", "qcow2"));
        line.addAll(List.of("-F", disk.format().qemuName()));
        line.addAll(List.of("-b", disk.path().toAbsolutePath().toString(), overlay.toString()));
        spec.diskSize().ifPresent(bytes -> line.add(String.valueOf(bytes)));
        commands.check(Command.of(line));
        return Optional.of(overlay);
    }

    private Optional<HostPrograms.UefiFirmware> uefi() {
        if (spec.firmware() == Firmware.BIOS) {
            return Optional.empty();
        }
        return programs.uefi().map(host -> {
            try {
                Path variables = Files.copy(host.variables(), directory.resolve("vars.fd"));
                return new HostPrograms.UefiFirmware(host.code(), variables);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private Path socketFolder() throws IOException {
        int length = directory.resolve("serial").toString().getBytes(StandardCharsets.UTF_8).length;
        return length <= MAX_SOCKET_PATH ? directory : Files.createTempDirectory("dib-boot");
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
