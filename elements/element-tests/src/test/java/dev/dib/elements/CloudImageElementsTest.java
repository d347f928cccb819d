// SPDX-License-Identifier: Apache-2.0
package dev.dib.elements;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Elements of distributions that start from the image that their publisher makes for clouds. */
class CloudImageElementsTest {

    private static final String SQUASHFS = "noble-server-cloudimg-amd64.squashfs";
    private static final String STREAM = "CentOS-Stream-GenericCloud-9-latest.x86_64.qcow2";

    @TempDir
    private Path temporary;

    private DiskImages images;
    private Folder published;
    private Publisher publisher;
    private Path root;

    @BeforeEach
    void publish() throws Exception {
        images = new DiskImages(temporary);
        root = Files.createDirectories(temporary.resolve("root"));
        published = new Folder(Files.createDirectories(temporary.resolve("published")));
        publisher = new Publisher(published.path());
    }

    @AfterEach
    void clear() throws Exception {
        publisher.close();
        images.clear();
    }

    @Test
    void ubuntuUnpacksTheSquashfsThatWasPublished() throws Exception {
        publishSquashfs();
        published.write("SHA256SUMS", sha256(SQUASHFS) + " *" + SQUASHFS + "\n0000 *other\n");
        Run.Result result = ubuntu().run();
        assertThat(result.status()).as(result.errors()).isZero();
        assertThat(images.listing(root)).isEqualTo(images.listing(images.tree()));
        assertThat(result.output()).contains("signature of the checksums is not checked");
        assertThat(result.errors()).contains("neither a signature nor TLS");

        assertThat(ubuntu().run().status()).isZero();
        assertThat(publisher.requests())
                .as("the second build asks for the checksums only")
                .filteredOn(path -> path.endsWith(".squashfs"))
                .hasSize(1);
    }

    @Test
    void ubuntuRefusesAnImageThatIsNotTheOneInTheList() throws Exception {
        publishSquashfs();
        published.write("SHA256SUMS", sha256(SQUASHFS) + " *" + SQUASHFS + "\n");
        assertThat(ubuntu().run().status()).isZero();
        byte[] good = Files.readAllBytes(published.path().resolve(SQUASHFS));
        new Folder(images.tree()).write("etc/news", "news");
        publishSquashfs();
        published.write("SHA256SUMS", "ab".repeat(32) + " *" + SQUASHFS + "\n");
        images.run("rm -rf root && mkdir root");

        Run.Result result = ubuntu().run();
        assertThat(result.status()).isNotZero();
        assertThat(result.errors()).contains(SQUASHFS + " is refused", "should be " + "ab".repeat(32));
        assertThat(root).isEmptyDirectory();
        assertThat(temporary.resolve("cache/" + SQUASHFS))
                .as("the copy in the cache stays")
                .hasBinaryContent(good);
    }

    @Test
    void ubuntuChecksTheSignature() throws Exception {
        publishSquashfs();
        published.write("SHA256SUMS", sha256(SQUASHFS) + " *" + SQUASHFS + "\n");
        images.run("""
                export GNUPGHOME=$PWD/gnupg
                mkdir -m 0700 gnupg
                for who in publisher stranger; do
                    gpg --batch --quiet --passphrase '' --quick-generate-key $who rsa2048 sign never
                    gpg --batch --quiet --export $who >$who.gpg
                done
                gpg --batch --quiet --local-user publisher --detach-sign --output published/SHA256SUMS.gpg published/SHA256SUMS
                gpgconf --kill all
                """);
        Run.Result result = ubuntu().with("DIB_UBUNTU_CLOUD_KEYRING", temporary.resolve("stranger.gpg"))
                .run();
        assertThat(result.status()).isNotZero();
        assertThat(result.errors()).contains("no good signature by a key of " + temporary.resolve("stranger.gpg"));
        assertThat(root).isEmptyDirectory();

        result = ubuntu().with("DIB_UBUNTU_CLOUD_KEYRING", temporary.resolve("publisher.gpg"))
                .run();
        assertThat(result.status()).as(result.errors()).isZero();
        assertThat(result.output()).doesNotContain("is not checked");
        assertThat(root.resolve("etc/os-release")).exists();

        result = ubuntu().with("DIB_UBUNTU_CLOUD_KEYRING", "/nowhere/keys.gpg").run();
        assertThat(result.status()).isNotZero();
        assertThat(result.errors()).contains("DIB_UBUNTU_CLOUD_KEYRING names /nowhere/keys.gpg, which is not there");
    }

    @Test
    void ubuntuStaysOffline() throws Exception {
        Run.Result result = ubuntu().with("DIB_OFFLINE", 1).run();
        assertThat(result.errors()).contains("offline, and there is no", SQUASHFS);
        publishSquashfs();
        Files.createDirectories(temporary.resolve("cache"));
        Files.copy(published.path().resolve(SQUASHFS), temporary.resolve("cache/" + SQUASHFS));
        result = ubuntu().with("DIB_OFFLINE", 1).run();
        assertThat(result.status()).as(result.errors()).isZero();
        assertThat(root.resolve("etc/os-release")).exists();
        assertThat(publisher.requests()).isEmpty();
    }

    @Test
    void ubuntuTakesALocalDiskImage() throws Exception {
        Path disk = images.bare();
        Run.Result result = ubuntu().with("DIB_LOCAL_IMAGE", disk).run();
        assertThat(result.status()).as(result.errors()).isZero();
        assertThat(root.resolve("etc/os-release")).exists();
        assertThat(ubuntu().with("ARCH", "sparc").run().errors()).contains("there is no cloud image for sparc");
    }

    @ParameterizedTest
    @ValueSource(strings = {STREAM + ".SHA256SUM", "CHECKSUM"})
    void centosReadsChecksumsInTheFormOfBsd(String list) throws Exception {
        publishDisk(STREAM);
        published.write(
                list,
                "# " + STREAM + ": " + Files.size(published.path().resolve(STREAM)) + " bytes\nSHA256 (" + STREAM
                        + ") = " + sha256(STREAM) + "\n");
        Run.Result result = centos().run();
        assertThat(result.status()).as(result.errors()).isZero();
        assertThat(root.resolve("etc/os-release")).exists();

        published.write(list, "SHA256 (" + STREAM + ") = " + "cd".repeat(32) + "\n");
        images.run("rm -rf root && mkdir root");
        result = centos().run();
        assertThat(result.status()).isNotZero();
        assertThat(result.errors()).contains(STREAM + " is refused", "should be " + "cd".repeat(32));
        assertThat(root).isEmptyDirectory();
    }

    @Test
    void centosWantsChecksums() throws Exception {
        publishDisk(STREAM);
        Run.Result result = centos().run();
        assertThat(result.status()).isNotZero();
        assertThat(result.errors()).contains("neither " + STREAM + ".SHA256SUM nor CHECKSUM", "set SHA256SUMS");
        assertThat(publisher.requests()).doesNotContain("/" + STREAM);
    }

    @Test
    void fedoraFindsTheNewestImageInTheList() throws Exception {
        String image = "Fedora-Cloud-Base-Generic-44-1.10.x86_64.qcow2";
        publishDisk(image);
        published.write("Fedora-Cloud-Base-Generic-44-1.9.x86_64.qcow2", "older");
        published.write("Fedora-Cloud-Base-AmazonEC2-44-1.11.x86_64.raw.xz", "for somebody else");
        published.write(
                "Fedora-Cloud-44-1.10-x86_64-CHECKSUM",
                "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n# " + image + ": 1 bytes\nSHA256 (" + image
                        + ") = " + sha256(image)
                        + "\n-----BEGIN PGP SIGNATURE-----\n\nx\n-----END PGP SIGNATURE-----\n");
        Run.Result result = fedora().run();
        assertThat(result.status()).as(result.errors()).isZero();
        assertThat(root.resolve("etc/os-release")).exists();
        assertThat(temporary.resolve("cache/" + image)).exists();

        images.run("rm -rf root && mkdir root");
        assertThat(fedora().with("DIB_OFFLINE", 1).run().status()).isZero();
        assertThat(root.resolve("etc/os-release")).exists();
    }

    @Test
    void fedoraSaysWhatIsMissing() throws Exception {
        assertThat(fedora().run().errors())
                .contains("lists no cloud image of release 44 for x86_64", "BASE_IMAGE_FILE");
        publishDisk("Fedora-Cloud-Base-Generic-44-1.1.x86_64.qcow2");
        assertThat(fedora().run().errors()).contains("lists no CHECKSUM");
        assertThat(fedora().with("DIB_CLOUD_IMAGES", publisher.url() + "/nowhere")
                        .run()
                        .errors())
                .contains("no images of release 44");
        assertThat(root).isEmptyDirectory();
    }

    private void publishSquashfs() throws Exception {
        images.tree();
        images.run("rm -f published/" + SQUASHFS + " && mksquashfs tree published/" + SQUASHFS
                + " -quiet -no-progress -comp gzip -xattrs >/dev/null");
    }

    private void publishDisk(String name) throws Exception {
        images.bare();
        images.run("qemu-img convert -f raw -O qcow2 disk.raw published/" + name);
    }

    private String sha256(String name) throws Exception {
        byte[] content = Files.readAllBytes(published.path().resolve(name));
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    }

    private Run ubuntu() throws Exception {
        return hook("ubuntu", "10-cache-ubuntu-tarball").with("DIB_RELEASE", "noble");
    }

    private Run centos() throws Exception {
        return hook("centos", "10-centos-cloud-image").with("DIB_RELEASE", "9-stream");
    }

    private Run fedora() throws Exception {
        return hook("fedora", "10-fedora-cloud-image").with("DIB_RELEASE", "44");
    }

    private Run hook(String element, String name) throws Exception {
        var hooks = new Folder(temporary.resolve("hooks"));
        for (String merged : new String[] {"cache-url", "sysprep", element}) {
            hooks.merge(Elements.content(merged));
        }
        return images.asRoot(hooks.path().resolve("root.d").resolve(name))
                .with("ARCH", "amd64")
                .with("DIB_CLOUD_IMAGES", publisher.url())
                .with("DIB_CACHE_URL_RETRIES", 0);
    }
}
