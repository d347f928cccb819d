// SPDX-License-Identifier: Apache-2.0
package dev.dib.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dib.image.request.ServerRequest;
import java.nio.file.Path;
import java.util.Map;
import javax.inject.Inject;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings whose passwords are encrypted, as {@code mvn --encrypt-password} does. */
@MojoTest
class MavenSettingsTest {

    @Inject
    private SettingsDecrypter decrypter;

    @TempDir
    private Path directory;

    private EncryptedSettings written;

    @BeforeEach
    void write() throws Exception {
        written = new EncryptedSettings(directory)
                .server("nexus", "me", EncryptedSettings.encrypted("hidden"))
                .server("broken", "me", "{COQLCE6DU6GtcS5P=}")
                .server("keyOnly", null, null);
    }

    @AfterEach
    void restore() {
        written.close();
    }

    @Test
    void decryptsTheServerThatIsAskedForAndNoOther() {
        ServerRequest found = server("nexus");
        assertThat(found.trouble()).isEmpty();
        assertThat(found.user()).isEqualTo("me");
        assertThat(found.password()).isEqualTo("hidden");
        assertThat(found.url()).isEqualTo("https://host/");
        assertThat(found.toString()).doesNotContain("hidden");
    }

    @Test
    void tellsWhatIsWrongWithAnEntry() {
        assertThat(server("broken").trouble())
                .hasValueSatisfying(problem -> assertThat(problem.toString())
                        .contains("servers.broken: cannot be decrypted", "settings-security.xml"));
        assertThat(server("nexsu").trouble())
                .hasValueSatisfying(problem -> assertThat(problem.toString())
                        .contains("has no server 'nexsu'", "write 'nexus' if you meant that"));
        assertThat(server("keyOnly").password()).isEmpty();
    }

    @Test
    void givesHooksTheProxiesThatAreActive() throws Exception {
        written.proxy("http", "other", 3128, null, null, "", false)
                .proxy(
                        "http",
                        "proxy",
                        3128,
                        "me@work",
                        EncryptedSettings.encrypted("p@ss word"),
                        "localhost|*.example.com|10.*|192.168.*|a*b",
                        true);
        assertThat(settings().withProxies(Map.of("A", "b"), Map.of()))
                .isEqualTo(Map.of(
                        "A",
                        "b",
                        "http_proxy",
                        "http://me%40work:p%40ss%20word@proxy:3128",
                        "https_proxy",
                        "http://me%40work:p%40ss%20word@proxy:3128",
                        "no_proxy",
                        "localhost,.example.com,10.0.0.0/8,192.168.0.0/16"));
    }

    @Test
    void hasAProxyForEachProtocol() {
        written.proxy("http", "plain", 3128).proxy("https", "tls", 3128);
        assertThat(settings().withProxies(Map.of(), Map.of()))
                .isEqualTo(Map.of("http_proxy", "http://plain:3128", "https_proxy", "http://tls:3128"));
    }

    @Test
    void leavesProxiesToThePomAndToTheCaller() {
        written.proxy("http", "proxy", 3128, null, null, "localhost", true);
        assertThat(settings().withProxies(Map.of("HTTPS_PROXY", "http://mine"), Map.of()))
                .isEqualTo(Map.of("HTTPS_PROXY", "http://mine"));
        assertThat(settings().withProxies(Map.of(), Map.of("http_proxy", ""))).isEmpty();
    }

    private MavenSettings settings() {
        return new MavenSettings(written.settings(), decrypter);
    }

    private ServerRequest server(String id) {
        var wanted = new Server();
        wanted.id = id;
        wanted.url = "https://host/";
        return settings().server(wanted);
    }
}
