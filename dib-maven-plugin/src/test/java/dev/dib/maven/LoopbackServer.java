// SPDX-License-Identifier: Apache-2.0
package dev.dib.maven;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A server of this host that is a proxy, too: whatever host it is asked for, it answers itself. Below {@code /closed/} it wants a
 * login; as a proxy always. What is below {@code /closed/git/} are files of a folder.
 */
final class LoopbackServer implements AutoCloseable {

    static final String CONTENT = "what was downloaded\n";

    /** A host that no name server knows. */
    static final String ELSEWHERE = "http://nowhere.invalid";

    private static final String GIT = "/closed/git/";

    private static final String ETAG = "\"one\"";

    private final HttpServer server;
    private final String login;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger refusals = new AtomicInteger();
    private final AtomicReference<Path> repositories = new AtomicReference<>();

    LoopbackServer(String user, String password) throws IOException {
        login = "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        URI uri = exchange.getRequestURI();
        Headers headers = exchange.getRequestHeaders();
        boolean asProxy = uri.isAbsolute();
        String authorization = headers.getFirst("Authorization");
        requests.add((asProxy ? "proxy " : "")
                + uri
                + (authorization == null ? "" : " with login")
                + (headers.containsKey("If-Modified-Since") ? " if newer" : "")
                + (headers.containsKey("Cache-control") ? " " + headers.getFirst("Cache-control") : ""));
        if (asProxy && !login.equals(headers.getFirst("Proxy-authorization"))) {
            exchange.getResponseHeaders().add("Proxy-Authenticate", "Basic realm=\"proxy\"");
            exchange.sendResponseHeaders(407, -1);
        } else if (uri.getPath().startsWith("/closed/") && !login.equals(authorization)) {
            exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"server\"");
            exchange.sendResponseHeaders(401, -1);
        } else if (refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            exchange.getResponseHeaders().add("Retry-After", "1");
            exchange.sendResponseHeaders(503, -1);
        } else if (uri.getPath().startsWith(GIT)) {
            sendFile(exchange, repositories.get().resolve(uri.getPath().substring(GIT.length())));
        } else if (headers.containsKey("If-Modified-Since")) {
            exchange.sendResponseHeaders(304, -1);
        } else if (uri.getPath().endsWith("/moved")) {
            exchange.getResponseHeaders().add("Location", url("localhost", "/elsewhere"));
            exchange.sendResponseHeaders(302, -1);
        } else {
            byte[] content = CONTENT.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("ETag", ETAG);
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
        }
        exchange.close();
    }

    private static void sendFile(HttpExchange exchange, Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            exchange.sendResponseHeaders(404, -1);
            return;
        }
        byte[] content = Files.readAllBytes(file);
        exchange.sendResponseHeaders(200, content.length == 0 ? -1 : content.length);
        if (content.length > 0) {
            exchange.getResponseBody().write(content);
        }
    }

    /** Has the files of a folder below {@code /closed/git/}. */
    void serve(Path folder) {
        repositories.set(folder);
    }

    /** Answers so many requests with 503, and the wish to be asked again in a second. */
    void refuse(int times) {
        refusals.set(times);
    }

    int port() {
        return server.getAddress().getPort();
    }

    String url(String path) {
        return url("127.0.0.1", path);
    }

    private String url(String host, String path) {
        return "http://" + host + ":" + port() + path;
    }

    /** What was asked for: paths, or for a proxy URLs, with what was notable about the request. */
    List<String> requests() {
        return requests;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
