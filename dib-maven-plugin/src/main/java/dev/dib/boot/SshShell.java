// SPDX-License-Identifier: Apache-2.0
package dev.dib.boot;

import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Commands over ssh, in the login shell of the user. The host key is not checked: the guest is a copy that was made a
 * moment ago, behind a port of the loopback interface, and is thrown away.
 */
final class SshShell implements GuestShell {

    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration BANNER = Duration.ofSeconds(3);

    private final Session session;

    private SshShell(Session session) {
        this.session = session;
    }

    /**
     * Tries until the user is let in.
     *
     * @param grace how long a refusal is taken for the refusal of a guest that is not ready: until the end of the boot
     *     {@code pam_nologin} refuses everybody but root
     * @throws GuestException if the deadline passes, or the user is refused
     */
    static SshShell connect(Login login, int port, Deadline deadline, Duration grace)
            throws GuestException, InterruptedException {
        Deadline refusals = null;
        String last = "nobody answers on the guest's port 22";
        while (!deadline.passed()) {
            try {
                awaitBanner(port, deadline);
                return new SshShell(session(login, port, deadline));
            } catch (JSchException e) {
                last = e.getMessage();
                if (last != null && last.startsWith("Auth")) {
                    refusals = refusals == null ? Deadline.in(grace) : refusals;
                    if (refusals.passed()) {
                        throw new GuestException("ssh refuses the user '" + login.user() + "': " + last, e);
                    }
                }
            } catch (IOException e) {
                last = "nobody answers on the guest's port 22 (" + e.getMessage() + ")";
            }
            Thread.sleep(PAUSE.toMillis());
        }
        throw new GuestException("no login by ssh: " + last);
    }

    /**
     * Reads the first byte that an ssh server sends. QEMU accepts connections for the guest before there is a server, even
     * before there is a network, and holds them: a client would wait in vain, for long.
     */
    private static void awaitBanner(int port, Deadline deadline) throws IOException {
        int timeout = (int) Math.max(1, deadline.atMost(BANNER).left().toMillis());
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(timeout);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), timeout);
            if (socket.getInputStream().read() != 'S') {
                throw new IOException("no ssh banner");
            }
        }
    }

    private static Session session(Login login, int port, Deadline deadline)
            throws JSchException, InterruptedException {
        var jsch = new JSch();
        if (login.privateKey().isPresent()) {
            Path key = login.privateKey().get();
            jsch.addIdentity(key.toString());
        }
        Session session =
                jsch.getSession(login.user(), InetAddress.getLoopbackAddress().getHostAddress(), port);
        login.password().ifPresent(password -> session.setPassword(password.getBytes(StandardCharsets.UTF_8)));
        session.setConfig("StrictHostKeyChecking", "no");
        session.setConfig("PreferredAuthentications", "publickey,password,keyboard-interactive");
        session.setDaemonThread(true);
        int timeout =
                (int) Math.max(1, Math.min(Integer.MAX_VALUE, deadline.left().toMillis()));
        // The library's limit is one for each read: a thread of its own makes it one for the whole.
        var connecting = new FutureTask<Void>(() -> {
            session.connect(timeout);
            return null;
        });
        var thread = new Thread(connecting, "dib-ssh-connect");
        thread.setDaemon(true);
        thread.start();
        try {
            connecting.get(timeout, TimeUnit.MILLISECONDS);
            return session;
        } catch (TimeoutException e) {
            session.disconnect();
            throw new JSchException("the server does not complete the login", e);
        } catch (InterruptedException e) {
            session.disconnect();
            throw e;
        } catch (ExecutionException e) {
            session.disconnect();
            if (e.getCause() instanceof JSchException failure) {
                throw failure;
            }
            throw new JSchException(String.valueOf(e.getCause()), e.getCause());
        }
    }

    @Override
    public CommandResult run(String command, Duration limit) throws GuestException, InterruptedException {
        Deadline deadline = Deadline.in(limit);
        long start = System.nanoTime();
        var output = new OutputTail();
        ChannelExec channel = null;
        try {
            channel = (ChannelExec) session.openChannel("exec");
            channel.setCommand(command);
            channel.setInputStream(null);
            channel.setOutputStream(output, true);
            channel.setErrStream(output, true);
            channel.connect((int) Math.min(Integer.MAX_VALUE, limit.toMillis()));
            while (!channel.isClosed()) {
                if (deadline.passed()) {
                    throw new GuestException("it did not end within " + BootReport.seconds(limit));
                }
                Thread.sleep(20);
            }
            Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
            return new CommandResult(channel.getExitStatus(), output.text(), elapsed);
        } catch (JSchException e) {
            throw new GuestException("ssh broke: " + e.getMessage(), e);
        } finally {
            if (channel != null) {
                channel.disconnect();
            }
        }
    }

    @Override
    public void close() {
        session.disconnect();
    }
}
