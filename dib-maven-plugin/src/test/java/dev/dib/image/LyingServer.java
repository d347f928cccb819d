// SPDX-License-Identifier: Apache-2.0
package dev.dib.image;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A server of this host that does what servers should not do, each under a path of its own. */
final class LyingServer implements AutoCloseable {

    private static final byte[] CONTENT = "0123456789".repeat(1000).getBytes(StandardCharsets.UTF_8);

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch end = new CountDownLatch(1);
    private final List<String> requests = new CopyOnWriteArrayList<>();

    private interface Answer {
        void to(HttpExchange exchange) throws IOException, InterruptedException;
    }

    LyingServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        answer("/good", exchange -> send(exchange, 200, CONTENT));
        answer("/page", exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "text/html");
            send(exchange, 200, "<html>Please log in</html>\n".getBytes(StandardCharsets.UTF_8));
        });
        answer("/trouble", exchange -> exchange.sendResponseHeaders(500, -1));
        answer("/circle", exchange -> {
            exchange.getResponseHeaders().add("Location", "/circle");
            exchange.sendResponseHeaders(302, -1);
        });
        answer("/truncated", exchange -> {
            exchange.sendResponseHeaders(200, 2L * CONTENT.length);
            exchange.getResponseBody().write(CONTENT);
            exchange.getResponseBody().flush();
        });
        answer("/endless", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            while (end.getCount() > 0) {
                exchange.getResponseBody().write(CONTENT);
            }
        });
        answer("/slow", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(CONTENT, 0, 10);
            exchange.getResponseBody().flush();
            end.await(1, TimeUnit.MINUTES);
        });
        server.start();
    }

    private void answer(String path, Answer answer) {
        server.createContext(path, exchange -> {
            requests.add(path);
            try {
                answer.to(exchange);
            } catch (IOException e) {
                // who asked has gone
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                exchange.close();
            }
        });
    }

    private static void send(HttpExchange exchange, int status, byte[] content) throws IOException {
        exchange.sendResponseHeaders(status, content.length);
        exchange.getResponseBody().write(content);
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    /** The paths that were asked for. */
    List<String> requests() {
        return requests;
    }

    @Override
    public void close() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
