// SPDX-License-Identifier: Apache-2.0
package dev.dib.elements;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.dib.inventory.Source;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What source-repositories tells the manifest of the image about what it fetched, from a server that wants a login. */
class SourceRecordTest {

    private static final String BASIC = "Basic bWU6c2VjcmV0"; // me:secret

    @TempDir
    private Path temporary;

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private Path served;
    private HttpServer server;
    private Folder hooks;

    @BeforeEach
    void startServer() throws Exception {
        served = Files.createDirectories(temporary.resolve("served"));
        Files.createDirectories(temporary.resolve("mnt"));
        hooks = new Folder(temporary.resolve("hooks"));
        hooks.merge(Elements.content("source-repositories"));
        hooks.merge(Elements.content("cache-url"));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Path file = served.resolve(exchange.getRequestURI().getPath().substring(1));
            requests.add(exchange.getRequestURI().getPath());
            exchange.getRequestBody().readAllBytes();
            if (!BASIC.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"test\"");
                exchange.sendResponseHeaders(401, -1);
            } else if (Files.isRegularFile(file)) {
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody().write(Files.readAllBytes(file));
            } else {
                exchange.sendResponseHeaders(404, -1);
            }
        }
    }

    @Test
    void recordsCommitsAndDigestsWithoutPasswords() throws Exception {
        String commit = repository();
        String archive = archive();
        new Folder(served).write("file", "content");
        lines("tool git /opt/tool " + url("tool.git") + " v1\nsame git /opt/tool " + url("tool.git") + " v1\n"
                + "data tar /srv/data " + url("data.tar.gz") + " data\nfile file /etc/file " + url("file") + "\n");
        Run.Result result =
                hook().with("DIB_REPODIGEST_data", "sha256:" + archive).run();
        assertThat(result.status()).as(result.errors()).isZero();
        assertThat(tree("opt/tool/file")).hasContent("one");
        assertThat(tree("srv/data/README")).hasContent("read me");
        String digest = sha256(served.resolve("file"));
        assertThat(recorded())
                .containsExactly(
                        new Source("file", shown("file"), "sha256:" + digest, "", "/etc/file"),
                        new Source("git", shown("tool.git"), commit, "", "/opt/tool"),
                        new Source("tar", shown("data.tar.gz"), "sha256:" + archive, "digest", "/srv/data"));
        assertThat(result.output() + result.errors()).doesNotContain("secret");
        assertThat(Run.of("grep", "-r", "secret", temporary.resolve("mnt"), temporary.resolve("sources"))
                        .run()
                        .output())
                .isEmpty();
    }

    @Test
    void asksTheServerNoMoreForWhatIsKnownToBeRight() throws Exception {
        String digest = archive();
        lines("data tar /srv/data " + url("data.tar.gz") + " data\n");
        Run run = hook().with("DIB_REPODIGEST_data", "sha256:" + digest);
        assertThat(run.run().status()).isZero();
        int asked = requests.size();
        assertThat(run.with("DIB_OFFLINE", "1").run().status()).isZero();
        assertThat(requests).hasSize(asked);
    }

    @Test
    void refusesAnArchiveThatIsAnother() throws Exception {
        archive();
        lines("data tar /srv/data " + url("data.tar.gz") + " data\n");
        Run.Result result =
                hook().with("DIB_REPODIGEST_data", "sha256:" + "0".repeat(64)).run();
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.errors()).contains("should be 00000000", "is not what was published");
        assertThat(tree("srv/data")).doesNotExist();
        assertThat(temporary.resolve("sources")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        "data tar /srv/data file:///x,   md5:d41d8cd98f00b204e9800998ecf8427e",
        "data tar /srv/data file:///x,   sha256:12",
        "data file /srv/data file:///x,  --output",
        "data git /srv/data file:///x,   sha256:0000000000000000000000000000000000000000000000000000000000000000",
    })
    void refusesADigestThatIsNone(String line, String digest) throws Exception {
        lines(line + "\n");
        Run.Result result = hook().with("DIB_REPODIGEST_data", digest).run();
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.errors()).contains("source-repository-test", "DIB_REPODIGEST_data", line);
    }

    private List<Source> recorded() throws IOException {
        return Source.parse(Files.readAllLines(temporary.resolve("sources")));
    }

    private Path tree(String path) {
        return temporary.resolve("mnt").resolve(path);
    }

    /** A repository of one commit, as files: git reads it without a program on the server. */
    private String repository() throws Exception {
        return script("""
                git init -q -b master work
                echo one >work/file
                git -C work add file
                git -C work -c user.name=x -c user.email=x@example.org commit -q -m one
                git -C work tag v1
                git clone -q --bare work served/tool.git
                git -C served/tool.git update-server-info
                git -C work rev-parse HEAD
                """);
    }

    private String archive() throws Exception {
        new Folder(temporary).write("data/README", "read me");
        script("tar -czf served/data.tar.gz data");
        return sha256(served.resolve("data.tar.gz"));
    }

    private String script(String text) throws Exception {
        Run.Result result = Run.of("bash", "-euc", "cd \"$1\"\n" + text, "script", temporary)
                .with("HOME", temporary)
                .run();
        assertThat(result.status()).as(result.errors()).isZero();
        return result.output().strip();
    }

    private static String sha256(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }

    private String url(String path) {
        return shown(path).replace("//", "//me:secret@");
    }

    private String shown(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + path;
    }

    private void lines(String content) throws Exception {
        hooks.write("source-repository-test", content);
    }

    private Run hook() {
        return Run.of(hooks.path().resolve("extra-data.d/98-source-repositories"))
                .with("TMP_HOOKS_PATH", hooks.path())
                .with("TMP_MOUNT_PATH", temporary.resolve("mnt"))
                .with("DIB_IMAGE_CACHE", temporary.resolve("cache"))
                .with("DIB_SOURCE_RECORD", temporary.resolve("sources"))
                .with("DIB_SOURCE_REPOSITORIES_RETRY_DELAY", 0)
                .with("DIB_CACHE_URL_RETRY_DELAY", 0)
                .with("IMAGE_NAME", "target/image")
                .with("HOME", temporary);
    }
}
