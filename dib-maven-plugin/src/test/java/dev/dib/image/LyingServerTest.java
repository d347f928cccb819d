// SPDX-License-Identifier: Apache-2.0
package dev.dib.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dib.hook.HookFailedException;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Builds that download from servers that lie, or from none: each ends with one clear error, and nothing false is cached. */
class LyingServerTest {

    private static final Path ELEMENT =
            Path.of(System.getProperty("basedir", "."), "../elements/cache-url/src/main/element");

    @TempDir
    private Path directory;

    private TinyImage tiny;
    private LyingServer server;

    @BeforeEach
    void start() throws IOException {
        server = new LyingServer();
        tiny = new TinyImage(directory)
                .hook("cache-url", "bin/cache-url", Files.readString(ELEMENT.resolve("bin/cache-url")))
                .hook("cache-url", "bin/verify-file", Files.readString(ELEMENT.resolve("bin/verify-file")))
                .with("DIB_CACHE_URL_RETRIES", "1")
                .with("DIB_CACHE_URL_RETRY_DELAY", "0")
                .with("DIB_CACHE_URL_STALL", "2")
                .with("DIB_CACHE_URL_MAX_SIZE", "1");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/good | --sha256 0000000000000000000000000000000000000000000000000000000000000000 | 1 |"
                        + " is refused: it is not what was published",
                "/page | --sha256 84d89877f0d4041efb6bf91a16f0248f2fd573e6af05c19f96bedb9f882f7882 | 1 |"
                        + " is refused: it is not what was published",
                "/truncated | | 2 | the download of ADDRESS broke off each time",
                "/endless | | 1 | ADDRESS is larger than 1 MiB, if it ends at all; DIB_CACHE_URL_MAX_SIZE says how large",
                "/trouble | | 2 | the server has trouble with ADDRESS (500), even when asked again",
                "/circle | | 51 | the server of ADDRESS redirects in a circle",
                "/slow | | 2 | the server of ADDRESS is too slow: nothing came for 2 seconds (DIB_CACHE_URL_STALL)",
                "/nothing | | 0 | the server does not have ADDRESS (404)",
            })
    void isToldByTheNameOfTheHookAndTheUrl(String path, String options, int requests, String message) throws Exception {
        tiny.hook("root.d/50-fetch", fetch(server.url(path), options));

        assertThatThrownBy(tiny::build)
                .isInstanceOf(HookFailedException.class)
                .hasMessageStartingWith("root.d/50-fetch: of element 'mine' failed with status")
                .hasMessageContaining(message.replace("ADDRESS", server.url(path)));

        assertThat(server.requests()).hasSize(requests);
        nothingIsLeft(path.equals("/truncated") || path.equals("/slow"));
    }

    @Test
    void aPageInPlaceOfAnImageIsNoImage() throws Exception {
        tiny.hook(
                "root.d/50-fetch",
                fetch(server.url("/page"), null) + "dib-read-image tree \"$DIB_IMAGE_CACHE/file\" \"$IMAGE_NAME.x\"\n");
        assertThatThrownBy(tiny::build)
                .isInstanceOf(HookFailedException.class)
                .hasMessageContaining("root.d/50-fetch")
                .hasMessageContaining("dib-read-image: ");
        assertThat(new Leftovers(directory).list()).isEmpty();
    }

    @Test
    void whereNobodyListensIsNoServer() throws Exception {
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        tiny.hook("root.d/50-fetch", fetch("http://127.0.0.1:" + port + "/file", null));
        assertThatThrownBy(tiny::build)
                .hasMessageContaining(
                        "cannot reach the server of http://127.0.0.1:" + port + "/file: is there a network");
        nothingIsLeft(false);
    }

    @Test
    void aNameThatNobodyKnowsIsNoServer() throws Exception {
        // RFC 6761: no name below "invalid" ever exists
        tiny.hook("root.d/50-fetch", fetch("http://nowhere.invalid/file", null));
        assertThatThrownBy(tiny::build)
                .hasMessageStartingWith("root.d/50-fetch: of element 'mine' failed with status")
                .hasMessageContaining(
                        "cannot find the server of http://nowhere.invalid/file: is there a network, or a proxy to go through?");
        nothingIsLeft(false);
    }

    private static String fetch(String url, String options) {
        return "#!/bin/bash\nset -eu\n\"$TMP_HOOKS_PATH/bin/cache-url\" " + (options == null ? "" : options) + " " + url
                + " \"$DIB_IMAGE_CACHE/file\"\n";
    }

    /**
     * @param resumed whether half a file may be there, hidden, for the next build to continue
     */
    private void nothingIsLeft(boolean resumed) throws IOException {
        assertThat(new Leftovers(directory).list()).isEmpty();
        try (Stream<Path> files = Files.list(directory.resolve("cache"))) {
            assertThat(files.map(file -> file.getFileName().toString())
                            .filter(name -> !name.equals("lockfiles"))
                            .filter(name -> !(resumed && name.matches("\\.file\\.[0-9a-f]{12}\\.part(\\.version)?"))))
                    .isEmpty();
        }
    }
}
