// SPDX-License-Identifier: Apache-2.0
package dev.dib.elements;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code root.d/10-centos7-cloud-image} downloads, and when, from a server that does what servers do. */
class Centos7ImageTest {

    private static final String NAME = "CentOS-7-x86_64-GenericCloud.qcow2.xz";

    @TempDir
    private static Path served;

    private static FixtureServerProcess server;

    @TempDir
    private Path temporary;

    private Path cached;
    private int published;

    @BeforeAll
    static void startServer() throws Exception {
        server = new FixtureServerProcess(served);
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void makeHooks() throws Exception {
        cached = temporary.resolve("cache").resolve(NAME);
        var hooks = new Folder(temporary.resolve("hooks"));
        hooks.merge(Elements.content("centos7"));
        hooks.merge(Elements.content("cache-url"));
        // Unpacking is the matter of ExtractImageTest: here the image is unpacked as it is.
        hooks.script("bin/extract-image", """
                #!/bin/sh
                [ "$DIB_LOCAL_IMAGE" = "$4" ] && [ "$2" = "$1.tgz" ] && cp "$DIB_LOCAL_IMAGE" "$TARGET_ROOT/image"
                """);
        publish("first");
        server.answer("/" + NAME, "GOOD");
        server.requests();
    }

    @AfterEach
    void withdraw() throws Exception {
        for (String name : new String[] {NAME, "SHA256SUMS", "sha256sum.txt", "list", "mine"}) {
            Files.deleteIfExists(served.resolve(name));
        }
    }

    /** Puts a version of the image on the server, with its checksum. */
    private void publish(String version) throws Exception {
        Files.writeString(served.resolve(NAME), (version + "\n").repeat(20_000));
        publishChecksum(NAME);
    }

    private void publishChecksum(String name) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(served.resolve(name)));
        Files.writeString(served.resolve("SHA256SUMS"), HexFormat.of().formatHex(digest) + "  " + name + "\n");
        // Servers tell the time in seconds: what was published within one is not seen to have changed.
        Files.setLastModifiedTime(
                served.resolve("SHA256SUMS"), FileTime.from(Instant.now().plus(Duration.ofHours(published++))));
    }

    @Test
    void anImageThatHasNotChangedIsDownloadedOnce() throws Exception {
        assertThat(unpackedVersion(hook())).isEqualTo("first");
        assertThat(cached).hasSameBinaryContentAs(served.resolve(NAME));
        assertThat(server.requests()).filteredOn(line -> line.contains(NAME)).hasSize(1);

        assertThat(unpackedVersion(hook())).isEqualTo("first");
        assertThat(server.requests())
                .as("the list of checksums tells that nothing has changed")
                .isNotEmpty()
                .noneMatch(line -> line.contains(NAME));
    }

    @Test
    void anImageThatHasChangedIsDownloadedAgain() throws Exception {
        unpackedVersion(hook());
        publish("second");
        server.requests();
        assertThat(unpackedVersion(hook())).isEqualTo("second");
        assertThat(server.requests()).filteredOn(line -> line.contains(NAME)).hasSize(1);
        assertThat(cached).hasSameBinaryContentAs(served.resolve(NAME));
    }

    @ParameterizedTest
    @CsvSource({
        "CORRUPTED, is refused: it is not what was published",
        "TRUNCATED, broke off each time",
        "BROKEN, the server has trouble with"
    })
    void aBadDownloadDoesNotTakeThePlaceOfAGoodOne(String mode, String message) throws Exception {
        unpackedVersion(hook());
        byte[] good = Files.readAllBytes(cached);
        publish("second");
        server.answer("/" + NAME, mode);
        Run.Result result = hook().run();
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.errors()).contains(message).contains(server.url() + "/" + NAME);
        assertThat(temporary.resolve("root")).isEmptyDirectory();
        assertThat(cached).hasBinaryContent(good);

        server.answer("/" + NAME, "GOOD");
        assertThat(unpackedVersion(hook())).isEqualTo("second");
    }

    @Test
    void anImageWithAnotherChecksumIsRefused() throws Exception {
        Files.writeString(served.resolve("SHA256SUMS"), "0".repeat(64) + "  " + NAME + "\n");
        Run.Result result = hook().run();
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.errors()).contains("but should be 0000").contains("is refused");
        assertThat(cached).doesNotExist();
    }

    @Test
    void aSlowServerIsWaitedFor() throws Exception {
        server.answer("/" + NAME, "SLOW");
        assertThat(unpackedVersion(hook().with("DIB_CACHE_URL_STALL", 30))).isEqualTo("first");
    }

    @Test
    void theListOfChecksumsHasTwoNames() throws Exception {
        Files.move(served.resolve("SHA256SUMS"), served.resolve("sha256sum.txt"));
        assertThat(unpackedVersion(hook())).isEqualTo("first");
        Files.move(served.resolve("sha256sum.txt"), served.resolve("list"));
        assertThat(hook().run().errors()).contains("has neither SHA256SUMS nor sha256sum.txt");
        assertThat(unpackedVersion(hook().with("SHA256SUMS", server.url() + "/list")))
                .isEqualTo("first");
    }

    @ParameterizedTest
    @CsvSource({
        "arm64, GenericCloud, CentOS-7-aarch64-GenericCloud.qcow2.xz",
        "ppc64el, GenericCloud-2009, CentOS-7-ppc64le-GenericCloud-2009.qcow2.xz",
        "amd64, Azure, CentOS-7-x86_64-Azure.qcow2.xz"
    })
    void theNameTellsArchitectureAndRelease(String architecture, String release, String name) throws Exception {
        Files.writeString(served.resolve("SHA256SUMS"), "0".repeat(64) + "  " + name + "\n");
        Run.Result result = hook().with("ARCH", architecture)
                .with("DIB_CENTOS7_CLOUD_RELEASE", release)
                .run();
        assertThat(result.status()).isNotZero();
        assertThat(result.errors()).contains("the server does not have " + server.url() + "/" + name);
    }

    @Test
    void anotherNameOrAnImageOfTheHostMayBeGiven() throws Exception {
        Files.move(served.resolve(NAME), served.resolve("mine"));
        publishChecksum("mine");
        assertThat(unpackedVersion(hook().with("BASE_IMAGE_FILE", "mine"))).isEqualTo("first");
        server.requests();
        assertThat(unpackedVersion(hook().with("DIB_LOCAL_IMAGE", served.resolve("mine"))))
                .isEqualTo("first");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void nobodyIsAskedOffline() throws Exception {
        assertThat(hook().with("DIB_OFFLINE", 1).run().errors())
                .contains("centos7: offline, and there is no " + cached + "; build once without -o");
        unpackedVersion(hook());
        server.requests();
        assertThat(unpackedVersion(hook().with("DIB_OFFLINE", 1))).isEqualTo("first");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void anArchitectureWithoutImagesIsNamed() throws Exception {
        Run.Result result = hook().with("ARCH", "s390x").run();
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.errors()).contains("there is no cloud image for s390x");
    }

    private Run hook() throws Exception {
        Path root = Files.createDirectories(temporary.resolve("root"));
        Files.deleteIfExists(root.resolve("image"));
        return Run.of(temporary.resolve("hooks/root.d/10-centos7-cloud-image"))
                .with("TMP_HOOKS_PATH", temporary.resolve("hooks"))
                .with("DIB_IMAGE_CACHE", temporary.resolve("cache"))
                .with("TARGET_ROOT", root)
                .with("ARCH", "amd64")
                .with("DIB_CLOUD_IMAGES", server.url() + "/")
                .with("DIB_CACHE_URL_RETRIES", 0);
    }

    private String unpackedVersion(Run hook) throws Exception {
        Run.Result result = hook.run();
        assertThat(result.status()).as(result.errors() + result.output()).isZero();
        return Files.readAllLines(temporary.resolve("root/image")).get(0);
    }
}
