// SPDX-License-Identifier: Apache-2.0
package dev.dib.elements;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheUrlTest {

    private static final byte[] CONTENT = "0123456789".repeat(1000).getBytes(StandardCharsets.UTF_8);
    private static final String ETAG = "\"v1\"";

    @TempDir
    private Path temporary;

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private Path file;
    private volatile String etag = ETAG;

    @BeforeEach
    void startServer() throws Exception {
        file = temporary.resolve("cache/file");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/file", exchange -> answer(exchange, CONTENT.length));
        server.createContext("/cut", exchange -> answer(exchange, CONTENT.length / 2));
        server.createContext("/moved", exchange -> {
            exchange.getResponseHeaders().add("Location", "/file");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        server.createContext("/error", exchange -> {
            requests.add("error");
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
        });
        server.createContext("/forbidden", exchange -> {
            requests.add("forbidden");
            exchange.sendResponseHeaders(403, 5);
            exchange.getResponseBody().write("never".getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
    }

    /** Answers as a server with one version of a file does; the first answer to a plain request may break off. */
    private void answer(HttpExchange exchange, int breakAfter) throws IOException {
        String range = exchange.getRequestHeaders().getFirst("Range");
        String ifRange = exchange.getRequestHeaders().getFirst("If-Range");
        String since = exchange.getRequestHeaders().getFirst("If-Modified-Since");
        requests.add((range == null ? "whole" : range) + (since == null ? "" : " since"));
        exchange.getResponseHeaders().add("ETag", etag);
        if (since != null) {
            exchange.sendResponseHeaders(304, -1);
            exchange.close();
            return;
        }
        int start = 0;
        if (range != null && etag.equals(ifRange)) {
            start = Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1"));
            exchange.getResponseHeaders()
                    .add("Content-Range", "bytes " + start + "-" + (CONTENT.length - 1) + "/" + CONTENT.length);
            exchange.sendResponseHeaders(206, CONTENT.length - start);
        } else {
            exchange.sendResponseHeaders(200, CONTENT.length);
        }
        int end = range == null ? breakAfter : CONTENT.length;
        exchange.getResponseBody().write(Arrays.copyOfRange(CONTENT, start, end));
        exchange.getResponseBody().flush();
        exchange.close();
    }

    @Test
    void downloadsOnceAndThenAsksForNews() throws Exception {
        assertThat(run(url("/moved"), file).status()).isZero();
        assertThat(file).hasBinaryContent(CONTENT);
        assertThat(run(url("/file"), file).output()).contains("has not changed");
        assertThat(requests).containsExactly("whole", "whole since");
        assertThat(run("-f", url("/file"), file).status()).isZero();
        assertThat(requests).last().isEqualTo("whole");
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void tellsThatTheServerDoesNotHaveIt() throws Exception {
        Files.createDirectories(file.getParent());
        Run.Result result = run(url("/nowhere"), file);
        assertThat(result.status()).isEqualTo(44);
        assertThat(file).doesNotExist();
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void triesAgainAfterAnErrorOfTheServer() throws Exception {
        assertThat(run(url("/error"), file).status()).isEqualTo(1);
        assertThat(requests).hasSize(3);
        assertThat(run(url("/forbidden"), file).status()).isEqualTo(1);
        assertThat(requests).filteredOn("forbidden"::equals).hasSize(1);
        assertThat(file).doesNotExist();
    }

    @Test
    void continuesWhatBrokeOff() throws Exception {
        Run.Result result = run(url("/cut"), file);
        assertThat(result.status()).as(result.errors()).isZero();
        assertThat(file).hasBinaryContent(CONTENT);
        assertThat(requests).containsExactly("whole", "bytes=5000-");
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void startsAgainIfThereIsAnotherVersion() throws Exception {
        Run once = command(url("/cut"), file).with("DIB_CACHE_URL_RETRIES", 0);
        assertThat(once.run().status()).isEqualTo(1);
        assertThat(file).as("half a file is none").doesNotExist();
        assertThat(leftovers()).isNotEmpty();
        etag = "\"v2\"";
        Run.Result result = run(url("/cut"), file);
        assertThat(result.status()).as(result.errors()).isZero();
        assertThat(file).hasBinaryContent(CONTENT);
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void staysOffline() throws Exception {
        Run offline = command(url("/file"), file).with("DIB_OFFLINE", "1");
        assertThat(offline.run().status()).as("nothing cached").isEqualTo(1);
        new Folder(file.getParent()).write("file", "old");
        assertThat(offline.run().status()).isZero();
        assertThat(file).hasContent("old");
        assertThat(requests).isEmpty();
    }

    @Test
    void readsFiles() throws Exception {
        Path source = new Folder(temporary).write("source", "one");
        String location = source.toUri().toString();
        assertThat(command(location, file).with("DIB_OFFLINE", "1").run().status())
                .isZero();
        assertThat(file).hasContent("one");
        Files.writeString(source, "two");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plus(Duration.ofHours(1))));
        assertThat(run(location, file).status()).isZero();
        assertThat(file).hasContent("two");
        assertThat(run(temporary.resolve("nowhere").toUri().toString(), file).status())
                .isEqualTo(1);
        assertThat(file).hasContent("two");
    }

    @Test
    void writesIntoAFifo() throws Exception {
        Path fifo = temporary.resolve("fifo");
        assertThat(Run.of("mkfifo", fifo).run().status()).isZero();
        Run.Result result = Run.of(
                        "bash",
                        "-c",
                        "cat \"$3\" >\"$4\" & \"$1\" \"$2\" \"$3\" && wait",
                        "x",
                        Elements.file("cache-url", "bin/cache-url"),
                        url("/file"),
                        fifo,
                        temporary.resolve("copy"))
                .run();
        assertThat(result.status()).as(result.errors()).isZero();
        assertThat(temporary.resolve("copy")).hasBinaryContent(CONTENT);
    }

    @Test
    void twoAtATimeDownloadOnce() throws Exception {
        Run.Result result = Run.of(
                        "bash",
                        "-c",
                        "\"$1\" \"$2\" \"$3\" & \"$1\" \"$2\" \"$3\"; wait $!",
                        "x",
                        Elements.file("cache-url", "bin/cache-url"),
                        url("/file"),
                        file)
                .run();
        assertThat(result.status()).as(result.errors()).isZero();
        assertThat(file).hasBinaryContent(CONTENT);
        assertThat(requests).containsExactlyInAnyOrder("whole", "whole since");
    }

    @Test
    void keepsPasswordsToItself() throws Exception {
        Run.Result result = run(url("/nowhere").replace("http://", "http://me:secret@"), file);
        assertThat(result.status()).isEqualTo(44);
        assertThat(result.output() + result.errors()).doesNotContain("secret");
    }

    @Test
    void wantsTwoArguments() throws Exception {
        assertThat(run(url("/file")).status()).isEqualTo(1);
        assertThat(run("-x", url("/file"), file).status()).isEqualTo(1);
        assertThat(run("-h").status()).isZero();
    }

    private List<Path> leftovers() throws IOException {
        try (Stream<Path> files = Files.list(file.getParent())) {
            return files.filter(path -> path.getFileName().toString().contains(".part"))
                    .toList();
        }
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private static Run.Result run(Object... arguments) throws Exception {
        return command(arguments).run();
    }

    private static Run command(Object... arguments) {
        Object[] command = new Object[arguments.length + 1];
        command[0] = Elements.file("cache-url", "bin/cache-url");
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        return Run.of(command).with("DIB_CACHE_URL_RETRY_DELAY", 0).with("DIB_CACHE_URL_RETRIES", 2);
    }
}
