// SPDX-License-Identifier: Apache-2.0
package dev.dib.boot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Servers that are none: whatever they do, the deadline holds. */
@Timeout(60)
class SshShellTest {

    private static final Login LOGIN = Login.withPassword("dev", "s3cret");
    private static final Duration LIMIT = Duration.ofSeconds(1);

    @Test
    void nobodyListens() throws Exception {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        fails(port, "no login by ssh: nobody answers on the guest's port 22");
    }

    @Test
    void theServerIsSilent() throws Exception {
        try (var server = new Server("")) {
            fails(server.port(), "no login by ssh: nobody answers");
        }
    }

    @Test
    void theServerSpeaksSomethingElse() throws Exception {
        try (var server = new Server("220 mail.example ESMTP\r\n")) {
            fails(server.port(), "no login by ssh: nobody answers");
        }
    }

    @Test
    void theServerHangsAfterItsBanner() throws Exception {
        try (var server = new Server("SSH-2.0-OpenSSH_9.2\r\n")) {
            fails(server.port(), "no login by ssh: ");
        }
    }

    private static void fails(int port, String message) {
        assertThatThrownBy(() -> SshShell.connect(LOGIN, port, Deadline.in(LIMIT), LIMIT))
                .isInstanceOf(GuestException.class)
                .hasMessageStartingWith(message);
    }

    /** Says one thing to everybody and keeps the connection. */
    private static final class Server implements AutoCloseable {

        private final ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        private final List<Socket> connections = new ArrayList<>();
        private final Thread thread;

        Server(String banner) throws IOException {
            thread = new Thread(() -> serve(banner), "fake-sshd");
            thread.start();
        }

        int port() {
            return socket.getLocalPort();
        }

        private void serve(String banner) {
            try {
                while (true) {
                    Socket connection = socket.accept();
                    connections.add(connection);
                    connection.getOutputStream().write(banner.getBytes(UTF_8));
                }
            } catch (IOException e) {
                return; // closed by the test
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            for (Socket connection : connections) {
                connection.close();
            }
        }
    }
}
