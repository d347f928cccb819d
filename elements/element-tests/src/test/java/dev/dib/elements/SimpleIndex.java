// SPDX-License-Identifier: Apache-2.0
package dev.dib.elements;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A package index of Python on loopback, from a folder in the form of a simple repository (PEP 503). */
final class SimpleIndex implements AutoCloseable {

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Path folder;
    private final HttpServer server;

    SimpleIndex(Path folder) throws IOException {
        this.folder = folder;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    /** Publishes a wheel (PEP 427) of a module that has nothing but a version, and a command of its name that prints it. */
    static void publish(Path folder, String name, String version) throws IOException {
        String wheel = name + "-" + version + "-py3-none-any.whl";
        String info = name + "-" + version + ".dist-info/";
        Path project = Files.createDirectories(folder.resolve(name));
        Files.writeString(project.resolve("index.html"), "<a href=\"" + wheel + "\">" + wheel + "</a>\n");
        try (OutputStream out = Files.newOutputStream(project.resolve(wheel));
                ZipOutputStream zip = new ZipOutputStream(out)) {
            put(zip, name + "/__init__.py", "def main():\n    print(\"" + name + " " + version + "\")\n");
            put(zip, name + "/__main__.py", "from . import main\nmain()\n");
            put(zip, info + "METADATA", "Metadata-Version: 2.1\nName: " + name + "\nVersion: " + version + "\n");
            put(zip, info + "WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n");
            put(zip, info + "entry_points.txt", "[console_scripts]\n" + name + " = " + name + ":main\n");
            put(zip, info + "RECORD", "");
        }
    }

    private static void put(ZipOutputStream zip, String name, String text) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(text.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The paths that were asked for. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            requests.add(path);
            Path file = folder.resolve(path.substring(1) + (path.endsWith("/") ? "index.html" : ""));
            if (!Files.isRegularFile(file)) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            boolean isPage = file.toString().endsWith(".html");
            exchange.getResponseHeaders().add("Content-Type", isPage ? "text/html" : "application/octet-stream");
            // a wheel never changes: indexes say so
            exchange.getResponseHeaders().add("Cache-Control", isPage ? "max-age=0" : "max-age=31536000, immutable");
            byte[] content = Files.readAllBytes(file);
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
