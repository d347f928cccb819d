// SPDX-License-Identifier: Apache-2.0
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/**
 * Serves a folder over HTTP on loopback, and misbehaves when it is told to. It answers conditional requests by time, and
 * says what was asked of it.
 *
 * <p>{@code java FixtureServer.java FOLDER [PORT]} runs until it is ended; {@code PUT /.fixture/MODE/PATH} then changes how
 * it answers for a path, and {@code GET /.fixture/requests} says what was asked since that was asked last. Tests in a JVM use
 * it as a class.
 */
public final class FixtureServer implements AutoCloseable {

    /** How a file is answered. */
    public enum Mode {
        /** As it is. */
        GOOD,
        /** The connection ends after half of the file. */
        TRUNCATED,
        /** 64 KiB a second. */
        SLOW,
        /** Status 500. */
        BROKEN,
        /** One byte of the content is another one. */
        CORRUPTED
    }

    private static final DateTimeFormatter TIME = DateTimeFormatter.RFC_1123_DATE_TIME;

    private final Path root;
    private final HttpServer server;
    private final Map<String, Mode> modes = new ConcurrentHashMap<>();
    private final Map<String, Path> replaced = new ConcurrentHashMap<>();
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());

    /** @param port 0: any that is free */
    public FixtureServer(Path root, int port) throws IOException {
        this.root = root.toRealPath();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "fixture-server");
            thread.setDaemon(true);
            return thread;
        }));
        server.start();
    }

    /** Without a slash at the end. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** @param path as in the URL, from the first slash on */
    public void answer(String path, Mode mode) {
        modes.put(path, mode);
    }

    /** Serves another file from now on, such as a new version of an image. */
    public void replace(String path, Path file) {
        replaced.put(path, file);
    }

    /** What was asked since the last call: lines of method, path, status and the bytes that were sent. */
    public List<String> requests() {
        synchronized (requests) {
            List<String> copy = new ArrayList<>(requests);
            requests.clear();
            return copy;
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (path.startsWith("/.fixture/")) {
            obey(exchange, path);
            return;
        }
        long sent = 0;
        int status = 500;
        try (exchange) {
            Path other = replaced.get(path);
            Path file = other == null ? root.resolve("." + path).normalize() : other;
            Mode mode = modes.getOrDefault(path, Mode.GOOD);
            if (mode == Mode.BROKEN) {
                status = status(exchange, 500);
            } else if (other == null && !file.startsWith(root) || !Files.exists(file)) {
                status = status(exchange, 404);
            } else if (Files.isDirectory(file)) {
                byte[] page = listing(file).getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "text/html");
                exchange.sendResponseHeaders(200, page.length);
                exchange.getResponseBody().write(page);
                status = 200;
                sent = page.length;
            } else if (isFresh(exchange, file)) {
                status = status(exchange, 304);
            } else {
                status = 200;
                exchange.getResponseHeaders().set("Last-Modified", modified(file));
                boolean wantsBody = !exchange.getRequestMethod().equals("HEAD");
                exchange.sendResponseHeaders(200, wantsBody ? Math.max(Files.size(file), 1) : -1);
                sent = wantsBody ? send(exchange.getResponseBody(), file, mode) : 0;
            }
        } catch (IOException e) {
            // the other side has gone, or was sent less than promised
            requests.add(exchange.getRequestMethod() + " " + path + " interrupted: " + e.getMessage());
            throw e;
        }
        requests.add(exchange.getRequestMethod() + " " + path + " " + status + " " + sent);
    }

    private void obey(HttpExchange exchange, String path) throws IOException {
        try (exchange) {
            if (path.equals("/.fixture/requests")) {
                byte[] lines = String.join("\n", requests()).getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, lines.length == 0 ? -1 : lines.length);
                exchange.getResponseBody().write(lines);
            } else {
                String[] words = path.split("/", 4);
                answer("/" + words[3], Mode.valueOf(words[2]));
                status(exchange, 204);
            }
        }
    }

    private static int status(HttpExchange exchange, int status) throws IOException {
        exchange.sendResponseHeaders(status, -1);
        return status;
    }

    private static long send(OutputStream out, Path file, Mode mode) throws IOException {
        long size = Files.size(file);
        long until = mode == Mode.TRUNCATED ? size / 2 : size;
        long sent = 0;
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            while (sent < until) {
                int length = in.readNBytes(buffer, 0, (int) Math.min(buffer.length, until - sent));
                if (mode == Mode.CORRUPTED && sent <= size / 2 && size / 2 < sent + length) {
                    buffer[(int) (size / 2 - sent)] ^= 1;
                }
                out.write(buffer, 0, length);
                sent += length;
                pause(mode);
            }
        }
        return sent;
    }

    private static void pause(Mode mode) throws IOException {
        if (mode == Mode.SLOW) {
            try {
                Thread.sleep(1000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            }
        }
    }

    private static boolean isFresh(HttpExchange exchange, Path file) throws IOException {
        String since = exchange.getRequestHeaders().getFirst("If-Modified-Since");
        if (since == null) {
            return false;
        }
        try {
            Instant asked = ZonedDateTime.parse(since, TIME).toInstant();
            return !Files.getLastModifiedTime(file).toInstant().isAfter(asked.plusMillis(999));
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private static String modified(Path file) throws IOException {
        return TIME.format(Files.getLastModifiedTime(file).toInstant().atOffset(ZoneOffset.UTC));
    }

    private static String listing(Path folder) throws IOException {
        StringBuilder page = new StringBuilder("<html><body>\n");
        try (java.util.stream.Stream<Path> files = Files.list(folder)) {
            files.sorted().forEach(file -> {
                String name = file.getFileName().toString() + (Files.isDirectory(file) ? "/" : "");
                page.append("<a href=\"").append(name).append("\">").append(name).append("</a>\n");
            });
        }
        return page.append("</body></html>\n").toString();
    }

    public static void main(String[] args) throws Exception {
        FixtureServer server = new FixtureServer(Path.of(args[0]), args.length > 1 ? Integer.parseInt(args[1]) : 0);
        System.out.println(server.url());
        Thread.currentThread().join();
    }
}
