// SPDX-License-Identifier: Apache-2.0
package dev.dib.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dib.document.Documents;
import dev.dib.document.Value;
import dev.dib.image.request.SecretRequest;
import dev.dib.image.request.ServerRequest;
import dev.dib.problem.ProblemException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told about an image, and what is not. */
class KnownImageTest {

    private static final String PASSWORD = "correct horse battery";

    @TempDir
    private Path directory;

    private TinyImage tiny;

    @BeforeEach
    void tiny() throws IOException {
        tiny = new TinyImage(directory);
    }

    @Test
    void theManifestTellsWhichElementBroughtWhichFile() throws Exception {
        tiny.hook("one", "extra-data.d/20-one", """
                        #!/bin/bash
                        set -eu
                        mkdir -p "$TMP_MOUNT_PATH/opt"
                        touch -d 2001-01-01 "$TMP_MOUNT_PATH/opt/old" "$TMP_MOUNT_PATH/opt/shared"
                        printf 'git\\thttps://host/tool\\t0123\\t\\t/opt/tool\\n' >>"$DIB_SOURCE_RECORD"
                        """)
                .hook("two", "install.d/20-two", "#!/bin/bash\nset -eu\necho two >/opt/two\necho two >>/opt/shared\n")
                .hook("two", "post-install.d/20-two", "#!/bin/bash\nset -eu\ntouch '/opt/name with \"quotes\"'\n")
                .hook("two", "cleanup.d/20-two", "#!/bin/bash\nset -eu\necho late >\"$TARGET_ROOT/opt/late\"\n");
        Value.Mapping manifest = manifest(tiny.build());
        Value.Mapping files = (Value.Mapping) manifest.entries().get("files");
        Value.Mapping ofElements = (Value.Mapping) files.entries().get("ofElements");
        assertThat(texts(ofElements.entries().get("one"))).containsExactly("/opt/old");
        assertThat(texts(ofElements.entries().get("two")))
                .containsExactly("/opt/late", "/opt/name with \"quotes\"", "/opt/shared", "/opt/two");
        assertThat(texts(ofElements.entries().get("tiny"))).contains("/bin/bash", "/etc/passwd");
        assertThat(texts(files.entries().get("ofBuild"))).contains("/etc/fstab");
        assertThat(texts(manifest.entries().get("sources"), "location")).containsExactly("https://host/tool");
        assertThat(texts(manifest.entries().get("elements"), "name")).containsExactly("one", "tiny", "two");
        String text = Files.readString(directory.resolve("target/dib/image/manifest.json"));
        tiny.build();
        assertThat(directory.resolve("target/dib/image/manifest.json"))
                .as("another build of the same image")
                .hasContent(text);
    }

    @Test
    void secretsAreInNoLogNoManifestAndNoEnvironmentOfTheImage() throws Exception {
        tiny.with("DIB_ROOT_PASSWORD", PASSWORD)
                .with("DIB_PIN", "4711-0815")
                .with("DIB_RELEASE", "bookworm")
                .with(new SecretRequest(List.of("DIB_PIN"), Map.of(), List.of()))
                .hook("environment.d/10-mine", "export DIB_MINE=mine\n")
                .hook("install.d/20-show", """
                        #!/bin/bash
                        set -eux
                        echo "$DIB_ROOT_PASSWORD $DIB_PIN"
                        env >/dev/null
                        echo "$DIB_ENV" >/etc/dib_environment
                        """);
        BuiltImage image = tiny.build();
        assertThat(TinyImage.lines(image, "/etc/dib_environment"))
                .contains("declare -x DIB_ROOT_PASSWORD=\"***\"", "declare -x DIB_RELEASE=\"bookworm\"");
        assertThat(image.manifest()).content().contains("\"DIB_PIN\" : \"***\"", "\"DIB_RELEASE\" : \"bookworm\"");
        try (Stream<Path> files = Files.walk(directory.resolve("target"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(PASSWORD, "4711-0815");
            }
        }
    }

    @Test
    void aSecretInTheTreeEndsTheBuild() throws Exception {
        tiny.with("DIB_ROOT_PASSWORD", PASSWORD).hook("careless", "install.d/20-write", """
                        #!/bin/bash
                        set -eu
                        echo "p=$DIB_ROOT_PASSWORD" >/etc/config
                        echo "$DIB_ROOT_PASSWORD" >/tmp/gone
                        """);
        assertThatThrownBy(tiny::build)
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("/etc/config: would take the secret DIB_ROOT_PASSWORD into the image")
                .hasMessageContaining("written by a hook of element 'careless'")
                .hasMessageContaining("secretsInImage")
                .message()
                .doesNotContain(PASSWORD, "gone");
        assertThat(directory.resolve("target/dib/image")).doesNotExist();
        tiny.with(new SecretRequest(List.of(), Map.of("DIB_ROOT_PASSWORD", "it is a test"), List.of()));
        assertThat(TinyImage.lines(tiny.build(), "/etc/config")).containsExactly("p=" + PASSWORD);
    }

    @Test
    void wordsInThePublishedFilesOfPackagesAreNoSecrets() throws Exception {
        tiny.with("DIB_ROOT_PASSWORD", PASSWORD).hook("one", "post-root.d/20-package", """
                        #!/bin/bash
                        set -eu
                        cd "$TMP_MOUNT_PATH"
                        mkdir -p var/lib/dpkg/info usr/share/novel etc/novel
                        echo "It was a $DIB_ROOT_PASSWORD." >usr/share/novel/text
                        md5sum usr/share/novel/text >var/lib/dpkg/info/novel.md5sums
                        printf '%s\\n' /usr/share/novel/text /etc/novel/settings >var/lib/dpkg/info/novel.list
                        """);
        assertThat(TinyImage.files(tiny.build())).contains("/usr/share/novel/text");
        tiny.hook(
                "one",
                "post-root.d/30-set",
                "#!/bin/bash\necho \"$DIB_ROOT_PASSWORD\" >\"$TMP_MOUNT_PATH/etc/novel/settings\"\n");
        assertThatThrownBy(tiny::build)
                .hasMessageContaining("/etc/novel/settings: would take the secret")
                .message()
                .doesNotContain("/usr/share/novel/text");
        tiny.hook(
                "one", "post-root.d/30-set", "#!/bin/bash\necho changed >>\"$TMP_MOUNT_PATH/usr/share/novel/text\"\n");
        assertThatThrownBy(tiny::build).hasMessageContaining("/usr/share/novel/text: would take the secret");
    }

    @Test
    void hooksGetLoginsAsFilesInMemory() throws Exception {
        var server = new ServerRequest("nexus", "https://host/raw/", "me", PASSWORD, Optional.empty());
        tiny.with(new SecretRequest(List.of(), Map.of(), List.of(server)))
                .hook("root.d/20-apt", "#!/bin/bash\nset -eu\nmkdir -p \"$TARGET_ROOT/etc/apt/auth.conf.d\"\n")
                .hook("extra-data.d/20-look", """
                        #!/bin/bash
                        set -eu
                        grep -q "^https://host/raw/.me.correct horse battery$" "$DIB_CREDENTIALS/urls"
                        [ "$(stat -f -c %T "$DIB_CREDENTIALS")" = tmpfs ]
                        [ "$(stat -c %a "$NETRC")" = 600 ]
                        git config --get-all credential.helper | grep -q store
                        ! env | grep -q 'correct horse'
                        """)
                .hook("install.d/20-look", """
                        #!/bin/bash
                        set -eu
                        cat "$NETRC" >/dev/null
                        [ "$DIB_CREDENTIALS" = /run/dib-credentials ]
                        cat "$DIB_CREDENTIALS/urls" /etc/apt/auth.conf.d/90dib-build.conf
                        """);
        BuiltImage image = tiny.build();
        assertThat(TinyImage.files(image))
                .contains("/etc/apt/auth.conf.d/")
                .noneMatch(file -> file.contains("credentials") || file.contains("90dib-build"));
        assertThat(directory.resolve("target/dib/log/install.d.log"))
                .content()
                .contains("me")
                .doesNotContain("horse");
    }

    @Test
    void allThatIsWrongWithSecretsIsToldAtOnce() throws Exception {
        tiny.with(new SecretRequest(
                List.of("A B"),
                Map.of("DIB_X_TOKEN", " "),
                List.of(
                        new ServerRequest("a", "ftps://x", "me", "pass", Optional.empty()),
                        new ServerRequest("b", "https://me:pw@x/", "me", "pass", Optional.empty()),
                        new ServerRequest("c", "https://c/", "me", "", Optional.empty()),
                        new ServerRequest("d", "https://d/", "me:too", "pass", Optional.empty()))));
        assertThatThrownBy(tiny::build)
                .hasMessageContaining("secrets: 'A B' is no name of a variable")
                .hasMessageContaining("secretsInImage.DIB_X_TOKEN: gives no reason")
                .hasMessageContaining("servers.a: 'ftps://x' is no URL of a server")
                .hasMessageContaining("servers.b: ")
                .hasMessageContaining("servers.c: has no username or no password")
                .hasMessageContaining("servers.d: its username");
    }

    @Test
    void anOfflineBuildHasNoNetwork() throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String connect = "#!/bin/bash\nset -eu\n[ \"$DIB_OFFLINE\" = 1 ]\n! (exec 3<>/dev/tcp/127.0.0.1/"
                    + server.getLocalPort() + ")\n";
            tiny.offline().hook("extra-data.d/20-call", connect).hook("install.d/20-call", connect);
            tiny.build();
            assertThat(server.isClosed()).isFalse();
        }
    }

    private static Value.Mapping manifest(BuiltImage image) throws IOException {
        return (Value.Mapping) Documents.read(image.manifest());
    }

    private static List<String> texts(Value list) {
        return ((Value.Sequence) list)
                .items().stream().map(item -> ((Value.Scalar) item).text()).toList();
    }

    private static List<String> texts(Value list, String field) {
        return ((Value.Sequence) list)
                .items().stream()
                        .map(item ->
                                ((Value.Scalar) ((Value.Mapping) item).entries().get(field)).text())
                        .toList();
    }
}
