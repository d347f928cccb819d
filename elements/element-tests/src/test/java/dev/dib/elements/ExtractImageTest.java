// SPDX-License-Identifier: Apache-2.0
package dev.dib.elements;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExtractImageTest {

    @TempDir
    private Path temporary;

    private DiskImages images;
    private Path root;
    private Path cached;
    private String url;

    @BeforeEach
    void makeImage() throws Exception {
        images = new DiskImages(temporary);
        root = Files.createDirectories(temporary.resolve("root"));
        cached = temporary.resolve("cache/image.qcow2.xz");
        Folder hooks = new Folder(temporary.resolve("hooks"));
        hooks.merge(Elements.content("sysprep"));
        hooks.merge(Elements.content("cache-url"));
        images.bare();
        images.run("qemu-img convert -f raw -O qcow2 disk.raw upstream && xz -0 upstream");
        url = temporary.resolve("upstream.xz").toUri().toString();
    }

    @AfterEach
    void clear() throws Exception {
        images.clear();
    }

    @Test
    void downloadsAndUnpacks() throws Exception {
        Run.Result result = extract().run();
        assertThat(result.status()).as(result.errors()).isZero();
        assertThat(images.listing(root)).isEqualTo(images.listing(images.tree()));
        assertThat(cached).hasSameBinaryContentAs(temporary.resolve("upstream.xz"));
        assertThat(extract().run().output()).contains("has not changed").doesNotContain("Reading the tree");
    }

    @Test
    void usesALocalImageAsItIs() throws Exception {
        Run.Result result = extract(temporary.resolve("disk.raw"))
                .with("DIB_LOCAL_IMAGE", temporary.resolve("disk.raw"))
                .run();
        assertThat(result.status()).as(result.errors()).isZero();
        assertThat(root.resolve("etc/os-release")).exists();
        assertThat(cached).doesNotExist();
        assertThat(extract(temporary.resolve("nowhere"))
                        .with("DIB_LOCAL_IMAGE", temporary.resolve("nowhere"))
                        .run()
                        .errors())
                .contains("DIB_LOCAL_IMAGE names");
    }

    @Test
    void staysOffline() throws Exception {
        Run offline = extract().with("DIB_OFFLINE", "1");
        url = "http://server.invalid/image";
        assertThat(extract().with("DIB_OFFLINE", "1").run().errors()).contains("offline");
        images.run("tar -C tree -czf cache/image.tgz .");
        Run.Result result = extract().with("DIB_OFFLINE", "1").run();
        assertThat(result.status()).as(result.errors()).isZero();
        assertThat(root.resolve("etc/os-release")).exists();
        assertThat(offline.run().status()).isZero();
    }

    @Test
    void failsWhereTheDownloadFails() throws Exception {
        url = temporary.resolve("nowhere").toUri().toString();
        assertThat(extract().run().status()).isEqualTo(1);
        assertThat(root).isEmptyDirectory();
    }

    private Run extract() throws Exception {
        return extract(cached);
    }

    private Run extract(Path image) throws Exception {
        return images.asRoot(temporary.resolve("hooks/bin/extract-image"), "image.qcow2.xz", "image.tgz", url, image)
                .with("DIB_OFFLINE", "")
                .with("DIB_CACHE_URL_RETRIES", 0);
    }
}
