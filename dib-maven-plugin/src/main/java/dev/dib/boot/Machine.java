// SPDX-License-Identifier: Apache-2.0
package dev.dib.boot;

import dev.dib.sandbox.Command;
import dev.dib.sandbox.Commands;
import dev.dib.sandbox.Outcome;
import java.io.Closeable;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * A running QEMU.
 *
 * <p>It runs in {@link Commands#run} on a thread of its own rather than as a {@link Process} of ours: the sandbox then ends
 * it together with the JVM, even if that is killed, which no code in the JVM can do. Interrupting the thread ends QEMU.
 */
final class Machine implements Closeable {

    private static final Duration START = Duration.ofSeconds(30);

    private final CompletableFuture<Outcome> ended = new CompletableFuture<>();
    private final List<String> said = new ArrayList<>();
    private final Thread thread;

    private Machine(Commands commands, Command command) {
        this.thread = new Thread(() -> run(commands, command), "dib-qemu");
        thread.setDaemon(true);
        thread.start();
    }

    private void run(Commands commands, Command command) {
        try {
            ended.complete(commands.run(command, this::said));
        } catch (IOException | InterruptedException | RuntimeException e) {
            ended.completeExceptionally(e);
        }
    }

    private synchronized void said(String line) {
        if (!line.contains(": info: ") && said.size() < Outcome.TAIL_LINES) {
            said.add(line);
        }
    }

    private synchronized String said() {
        return String.join("; ", said);
    }

    static Machine start(Commands commands, List<String> line, Path directory) {
        return new Machine(commands, Command.of(line).in(directory));
    }

    /**
     * Connects to the serial port, which lets the guest start.
     *
     * @throws GuestException if QEMU ends or does not listen
     */
    SocketChannel serial(Path socket) throws IOException, InterruptedException {
        Deadline deadline = Deadline.in(START);
        var address = UnixDomainSocketAddress.of(socket);
        while (!ended.isDone() && !deadline.passed()) {
            SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                channel.connect(address);
                return channel;
            } catch (IOException e) {
                channel.close(); // QEMU does not listen yet
                Thread.sleep(20);
            }
        }
        throw new GuestException(end().orElse("QEMU did not open its serial port"));
    }

    /** How QEMU ended, one sentence; empty while it runs. */
    Optional<String> end() throws InterruptedException {
        if (!ended.isDone()) {
            return Optional.empty();
        }
        try {
            Outcome outcome = ended.get();
            if (outcome.status() == 0) {
                return Optional.of("the machine switched itself off or wanted to start anew");
            }
            return Optional.of("QEMU ended with status " + outcome.status() + (said().isEmpty() ? "" : ": " + said()));
        } catch (ExecutionException e) {
            return Optional.of("QEMU did not run: " + e.getCause().getMessage());
        }
    }

    /** Like {@link #end()}, after waiting a moment for an end that announces itself. */
    Optional<String> endWithin(Duration moment) throws InterruptedException {
        thread.join(moment.toMillis());
        return end();
    }

    /** Ends QEMU and waits until it is gone. */
    @Override
    public void close() {
        thread.interrupt();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
