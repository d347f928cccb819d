// SPDX-License-Identifier: Apache-2.0
package dev.dib.boot;

import dev.dib.sandbox.Command;
import dev.dib.sandbox.Commands;
import dev.dib.sandbox.Outcome;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Machines that only talk.
 *
 * @param withKvm what a machine with KVM writes to its console
 * @param withTcg what a machine under software emulation writes
 */
record FakeQemu(String withKvm, String withTcg) implements Commands {

    @Override
    public Outcome run(Command command, Consumer<String> lines) throws IOException, InterruptedException {
        List<String> line = command.line();
        if (line.get(0).equals("qemu-img")) {
            Files.createFile(Path.of(line.get(line.size() - 1)));
            return new Outcome(0, false, Duration.ZERO, List.of());
        }
        String serial =
                line.stream().filter(it -> it.startsWith("socket,")).findFirst().orElseThrow();
        Path socket = Path.of(serial.substring(serial.indexOf("path=") + 5));
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            try (SocketChannel console = server.accept()) {
                String text = line.contains("kvm") ? withKvm : withTcg;
                console.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
                if (text.endsWith("off\n")) {
                    return new Outcome(0, false, Duration.ZERO, List.of());
                }
                Thread.sleep(Duration.ofMinutes(1).toMillis());
            }
        }
        throw new IOException("nobody ended the machine");
    }
}
