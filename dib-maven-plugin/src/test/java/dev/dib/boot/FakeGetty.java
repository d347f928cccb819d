// SPDX-License-Identifier: Apache-2.0
package dev.dib.boot;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/**
 * A guest's end of a serial line: login prompt, password, then a real shell of the host. Like a terminal it echoes; like a
 * kernel it breaks into what is printed.
 */
final class FakeGetty implements Closeable {

    private static final byte INTERRUPT = 3;

    private final DuplexChannel line;
    private final Random random;
    private final double noise;
    private final String password;
    private final Thread thread = new Thread(this::serve, "fake-getty");
    private Process shell;

    /** @param noise how probably the kernel breaks into a piece of output */
    FakeGetty(DuplexChannel line, String password, double noise, long seed) {
        this.line = line;
        this.password = password;
        this.noise = noise;
        this.random = new Random(seed);
        thread.start();
    }

    private void serve() {
        try {
            print("Debian GNU/Linux 12 box ttyS0\r\n\r\n");
            while (true) {
                print("box login: ");
                String user = read(true);
                if (user.isEmpty()) {
                    continue;
                }
                print("Password: ");
                if (user.equals("dev") && read(false).equals(password)) {
                    break;
                }
                print("\r\nLogin incorrect\r\n");
            }
            print("\r\nLast login: Mon Jan  1 00:00:00 UTC 2024 on ttyS0\r\ndev@box:~$ ");
            shell();
        } catch (IOException e) {
            return; // the test hung up
        }
    }

    private void shell() throws IOException {
        var builder = new ProcessBuilder("bash", "--norc");
        builder.environment().put("LC_ALL", "C.UTF-8");
        shell = builder.redirectErrorStream(true).start();
        var output = new Thread(this::copyOutput, "fake-getty-output");
        output.start();
        try (OutputStream input = shell.getOutputStream()) {
            while (true) {
                input.write((read(true) + "\n").getBytes(StandardCharsets.UTF_8));
                input.flush();
            }
        }
    }

    private void copyOutput() {
        byte[] buffer = new byte[4096];
        try (InputStream output = shell.getInputStream()) {
            for (int n = output.read(buffer); n >= 0; n = output.read(buffer)) {
                String text = new String(buffer, 0, n, StandardCharsets.UTF_8).replace("\n", "\r\n");
                int middle = random.nextInt(text.length());
                boolean breaksIn = random.nextDouble() < noise;
                print(text.substring(0, middle) + (breaksIn ? "[   12.345678] usb 1-1: <dib:7> attached\r\n" : ""));
                print(text.substring(middle));
            }
        } catch (IOException e) {
            return; // the shell is gone
        }
    }

    private synchronized void print(String text) throws IOException {
        line.print(text);
    }

    private String read(boolean echo) throws IOException {
        var text = new StringBuilder();
        ByteBuffer one = ByteBuffer.allocate(1);
        while (line.read(one.clear()) > 0) {
            byte b = one.get(0);
            if (b == INTERRUPT && shell != null) {
                shell.descendants().forEach(ProcessHandle::destroy);
                continue;
            }
            if (echo) {
                print(b == '\r' ? "\r\n" : String.valueOf((char) b));
            }
            if (b == '\r') {
                return text.toString();
            }
            text.append((char) b);
        }
        throw new IOException("hung up");
    }

    @Override
    public void close() throws IOException {
        line.close();
        try {
            thread.join();
            if (shell != null) {
                shell.descendants().forEach(ProcessHandle::destroyForcibly);
                shell.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
