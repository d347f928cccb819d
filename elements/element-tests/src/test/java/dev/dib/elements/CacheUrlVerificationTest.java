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
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Downloads from a publisher who lies, or whose server damages what it serves. */
class CacheUrlVerificationTest {

    private static final String IMAGE = "this is an image";

    @TempDir
    private Path temporary;

    private final Map<String, byte[]> published = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private Path file;

    @BeforeEach
    void startServer() throws Exception {
        file = temporary.resolve("cache/image");
        publish("/image.qcow2", IMAGE);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
    }

    private void publish(String path, String content) {
        published.put(path, content.getBytes(StandardCharsets.UTF_8));
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        requests.add(path);
        byte[] content = published.get(path);
        exchange.sendResponseHeaders(content == null ? 404 : 200, content == null ? -1 : content.length);
        if (content != null) {
            exchange.getResponseBody().write(content);
        }
        exchange.close();
    }

    @Test
    void asksNobodyForWhatHasItsDigest() throws Exception {
        String digest = digest("SHA-256", IMAGE);
        assertThat(run("--sha256", digest).status()).isZero();
        assertThat(run("--sha256", digest.toUpperCase(Locale.ROOT)).output()).contains("which is what was published");
        assertThat(requests).containsExactly("/image.qcow2");
        assertThat(run("--sha256", digest, "-f").status()).isZero();
        assertThat(requests).hasSize(2);
        assertThat(command("--sha256", digest).with("DIB_OFFLINE", "1").run().status())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--sha256", "--sha512", "--md5"})
    void refusesWhatWasDamagedAndKeepsTheGoodCopy(String option) throws Exception {
        String algorithm = option.equals("--md5") ? "MD5" : option.equals("--sha256") ? "SHA-256" : "SHA-512";
        assertThat(run(option, digest(algorithm, IMAGE)).status()).isZero();
        publish("/image.qcow2", "this is an imagf");
        Run.Result result = run(option, digest(algorithm, IMAGE), "-f");
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.errors()).contains("is refused", "but should be " + digest(algorithm, IMAGE));
        assertThat(file).hasContent(IMAGE);
        assertThat(leftovers()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%s  image.qcow2\n0000  other\n",
                "%s *image.qcow2\r\n",
                "%s  ./image.qcow2\n",
                "%s  releases/7/image.qcow2\n",
                "SHA256 (image.qcow2) = %s\n",
                "SHA256(image.qcow2)= %s\n",
                "# CentOS: 16 bytes\nSHA256 (image.qcow2) = %s\n",
                "%s\n"
            })
    void readsFilesOfChecksumsOfEveryForm(String form) throws Exception {
        publish("/SUMS", form.formatted(digest("SHA-256", IMAGE)));
        assertThat(run("--checksums", url("/SUMS")).errors()).isEmpty();
        assertThat(file).hasContent(IMAGE);
        assertThat(run("--checksums", url("/SUMS")).status()).isZero();
        assertThat(requests).filteredOn("/image.qcow2"::equals).hasSize(1);
        publish("/image.qcow2", "something else");
        assertThat(run("-f", "--checksums", url("/SUMS")).status()).isEqualTo(1);
        assertThat(file).hasContent(IMAGE);
    }

    @Test
    void downloadsAgainWhenThePublisherHasSomethingElse() throws Exception {
        publish("/SUMS", digest("SHA-256", IMAGE) + "  image.qcow2\n");
        assertThat(run("--checksums", url("/SUMS")).status()).isZero();
        publish("/image.qcow2", "the next image");
        publish("/SUMS", digest("SHA-256", "the next image") + "  image.qcow2\n");
        Run.Result result = run("--checksums", url("/SUMS"));
        assertThat(result.status()).as(result.errors()).isZero();
        assertThat(file).hasContent("the next image");
    }

    @Test
    void takesTheStrongestDigest() throws Exception {
        publish("/SUMS", digest("MD5", IMAGE) + "  image.qcow2\n" + digest("SHA-512", "another") + "  image.qcow2\n");
        assertThat(run("--checksums", url("/SUMS")).errors()).contains("sha512 of image.qcow2");
        assertThat(file).doesNotExist();
    }

    @Test
    void refusesWhatIsNotListedOrListedTwice() throws Exception {
        publish("/SUMS", digest("SHA-256", IMAGE) + "  myimage.qcow2\n");
        assertThat(run("--checksums", url("/SUMS")).errors()).contains("has no digest for image.qcow2");
        publish(
                "/SUMS",
                digest("SHA-256", IMAGE) + "  a/image.qcow2\n" + digest("SHA-256", "other") + "  b/image.qcow2\n");
        assertThat(run("--checksums", url("/SUMS")).errors()).contains("different digests for image.qcow2");
        assertThat(run("--checksums", url("/SUMS"), "--name", "a/image.qcow2").status())
                .isZero();
        assertThat(run("--checksums", url("/nowhere")).errors()).contains("cannot verify");
    }

    @Test
    void verifiesOfflineByWhatIsCached() throws Exception {
        publish("/SUMS", digest("SHA-256", IMAGE) + "  image.qcow2\n");
        Run offline = command("--checksums", url("/SUMS")).with("DIB_OFFLINE", "1");
        assertThat(offline.run().errors()).contains(url("/SUMS"), "run once without -o");
        assertThat(run("--checksums", url("/SUMS")).status()).isZero();
        server.stop(0);
        assertThat(offline.run().status()).isZero();
        Files.writeString(file, "damaged on the disk");
        assertThat(offline.run().errors()).contains("not what was published");
    }

    @Test
    void checksSignatures() throws Exception {
        Path keys = signed("keys.gpg");
        for (String name : List.of("SUMS", "SUMS.sig", "SUMS.asc")) {
            published.put("/" + name, Files.readAllBytes(signed(name)));
        }
        Object[] detached = {"--checksums", url("/SUMS"), "--signature", url("/SUMS.sig"), "--keyring", keys};
        Object[] inline = {"--checksums", url("/SUMS.asc"), "--keyring", signed("keys.asc")};
        for (Object[] options : List.of(detached, inline)) {
            Files.deleteIfExists(file);
            Run.Result result = run(options);
            assertThat(result.status()).as(result.errors()).isZero();
            assertThat(file).hasContent(IMAGE);
        }

        String evil = "an image of somebody else";
        String line = digest("SHA-256", evil) + "  image.qcow2\n";
        publish("/image.qcow2", evil);
        publish("/SUMS", line);
        publish("/SUMS.asc", line + Files.readString(signed("SUMS.asc")));
        assertThat(run(detached).status()).isEqualTo(1);
        assertThat(file).as("the good copy").hasContent(IMAGE);
        assertThat(run(detached).errors()).contains("no good signature by a key of " + keys);

        published.put("/SUMS", Files.readAllBytes(signed("SUMS")));
        published.put("/SUMS.sig", Files.readAllBytes(signed("strange.sig")));
        assertThat(run(detached).errors()).contains("no good signature");

        assertThat(run(inline).status())
                .as("what stands beside the signed text has no say")
                .isZero();
        assertThat(file).as("the good copy is what was signed").hasContent(IMAGE);
        Files.delete(file);
        assertThat(run(inline).errors()).contains("but should be " + digest("SHA-256", IMAGE));
        assertThat(file).doesNotExist();
    }

    /** Made once by gpg for the image above: by a publisher, and by a stranger. */
    private Path signed(String name) throws Exception {
        return Path.of(getClass().getResource("signed/" + name).toURI());
    }

    @Test
    void recordsWhatWasDownloadedForTheManifest() throws Exception {
        Path record = temporary.resolve("sources");
        String digest = digest("SHA-256", IMAGE);
        publish("/SUMS", digest + "  image.qcow2\n");
        command("--checksums", url("/SUMS"), "--as", "base-image")
                .with("DIB_SOURCE_RECORD", record)
                .run();
        command("--to", "/srv/image").with("DIB_SOURCE_RECORD", record).run();
        assertThat(record)
                .hasContent("base-image\t" + url("/image.qcow2") + "\tsha256:" + digest + "\tchecksums\t\n"
                        + "download\t" + url("/image.qcow2") + "\tsha256:" + digest + "\t\t/srv/image\n");
    }

    @Test
    void refusesOptionsThatMeanNothing() throws Exception {
        assertThat(run("--sha256", "12").errors()).contains("12 is no digest for --sha256");
        assertThat(run("--signature", url("/SUMS.sig")).errors()).contains("needs --keyring");
        assertThat(run("--keyring", temporary).errors()).contains("--keyring needs");
        assertThat(requests).doesNotContain("/image.qcow2");
    }

    private List<Path> leftovers() throws IOException {
        try (Stream<Path> files = Files.list(file.getParent())) {
            return files.filter(path -> path.getFileName().toString().contains(".part"))
                    .toList();
        }
    }

    private static String digest(String algorithm, String content) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance(algorithm).digest(content.getBytes(StandardCharsets.UTF_8)));
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private Run.Result run(Object... options) throws Exception {
        return command(options).run();
    }

    private Run command(Object... options) {
        Object[] line = Stream.of(
                        Stream.of(Elements.file("cache-url", "bin/cache-url")),
                        Stream.of(options),
                        Stream.of(url("/image.qcow2"), file))
                .flatMap(part -> part)
                .toArray();
        return Run.of(line).with("DIB_CACHE_URL_RETRY_DELAY", 0).with("DIB_CACHE_URL_RETRIES", 1);
    }
}
