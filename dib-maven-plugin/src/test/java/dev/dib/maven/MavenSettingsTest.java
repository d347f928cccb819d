// SPDX-License-Identifier: Apache-2.0
package dev.dib.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dib.image.request.ServerRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.inject.Inject;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sonatype.plexus.components.cipher.DefaultPlexusCipher;
import org.sonatype.plexus.components.sec.dispatcher.DefaultSecDispatcher;

/** Settings whose passwords are encrypted, as {@code mvn --encrypt-password} does. */
@MojoTest
class MavenSettingsTest {

    private static final String SECURITY = DefaultSecDispatcher.SYSTEM_PROPERTY_SEC_LOCATION;

    @Inject
    private SettingsDecrypter decrypter;

    @TempDir
    private Path directory;

    private final Settings settings = new Settings();
    private String before;

    @BeforeEach
    void writeMasterPassword() throws Exception {
        Path security = Files.writeString(
                directory.resolve("settings-security.xml"),
                "<settingsSecurity><master>" + encrypt("master", SECURITY) + "</master></settingsSecurity>");
        before = System.getProperty(SECURITY);
        System.setProperty(SECURITY, security.toString());
        server("nexus", "me", encrypt("hidden", "master"));
        server("broken", "me", "{COQLCE6DU6GtcS5P=}");
        server("keyOnly", null, null);
    }

    @AfterEach
    void restore() {
        if (before == null) {
            System.clearProperty(SECURITY);
        } else {
            System.setProperty(SECURITY, before);
        }
    }

    private static String encrypt(String text, String key) throws Exception {
        return new DefaultPlexusCipher().encryptAndDecorate(text, key);
    }

    private void server(String id, String user, String password) {
        var server = new org.apache.maven.settings.Server();
        server.setId(id);
        server.setUsername(user);
        server.setPassword(password);
        settings.addServer(server);
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
        proxy("off", "http", "other", null, null, "", false);
        proxy(
                "on",
                "http",
                "proxy",
                "me@work",
                encrypt("p@ss word", "master"),
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
        proxy("plain", "http", "plain", null, null, null, true);
        proxy("tls", "https", "tls", null, null, null, true);
        assertThat(settings().withProxies(Map.of(), Map.of()))
                .isEqualTo(Map.of("http_proxy", "http://plain:3128", "https_proxy", "http://tls:3128"));
    }

    @Test
    void leavesProxiesToThePomAndToTheCaller() {
        proxy("on", "http", "proxy", null, null, "localhost", true);
        assertThat(settings().withProxies(Map.of("HTTPS_PROXY", "http://mine"), Map.of()))
                .isEqualTo(Map.of("HTTPS_PROXY", "http://mine"));
        assertThat(settings().withProxies(Map.of(), Map.of("http_proxy", ""))).isEmpty();
    }

    private void proxy(
            String id, String protocol, String host, String user, String password, String without, boolean active) {
        var proxy = new Proxy();
        proxy.setId(id);
        proxy.setProtocol(protocol);
        proxy.setHost(host);
        proxy.setPort(3128);
        proxy.setUsername(user);
        proxy.setPassword(password);
        proxy.setNonProxyHosts(without);
        proxy.setActive(active);
        settings.addProxy(proxy);
    }

    private MavenSettings settings() {
        return new MavenSettings(settings, decrypter);
    }

    private ServerRequest server(String id) {
        var wanted = new Server();
        wanted.id = id;
        wanted.url = "https://host/";
        return settings().server(wanted);
    }
}
