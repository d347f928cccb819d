// SPDX-License-Identifier: Apache-2.0
package dev.dib.maven;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.sonatype.plexus.components.cipher.DefaultPlexusCipher;
import org.sonatype.plexus.components.cipher.PlexusCipherException;
import org.sonatype.plexus.components.sec.dispatcher.DefaultSecDispatcher;

/** Settings whose passwords are encrypted, as {@code mvn --encrypt-password} does, with a master password of the test. */
final class EncryptedSettings implements AutoCloseable {

    private static final String SECURITY = DefaultSecDispatcher.SYSTEM_PROPERTY_SEC_LOCATION;
    private static final String MASTER = "master";

    private final Settings settings = new Settings();
    private final String before = System.getProperty(SECURITY);

    EncryptedSettings(Path directory) throws Exception {
        Path security = Files.writeString(
                directory.resolve("settings-security.xml"),
                "<settingsSecurity><master>" + new DefaultPlexusCipher().encryptAndDecorate(MASTER, SECURITY)
                        + "</master></settingsSecurity>");
        System.setProperty(SECURITY, security.toString());
    }

    static String encrypted(String password) throws PlexusCipherException {
        return new DefaultPlexusCipher().encryptAndDecorate(password, MASTER);
    }

    EncryptedSettings server(String id, String user, String password) {
        var server = new Server();
        server.setId(id);
        server.setUsername(user);
        server.setPassword(password);
        settings.addServer(server);
        return this;
    }

    EncryptedSettings proxy(String protocol, String host, int port) {
        return proxy(protocol, host, port, null, null, null, true);
    }

    EncryptedSettings proxy(
            String protocol, String host, int port, String user, String password, String without, boolean active) {
        var proxy = new Proxy();
        proxy.setId(protocol + "-" + host);
        proxy.setProtocol(protocol);
        proxy.setHost(host);
        proxy.setPort(port);
        proxy.setUsername(user);
        proxy.setPassword(password);
        proxy.setNonProxyHosts(without);
        proxy.setActive(active);
        settings.addProxy(proxy);
        return this;
    }

    Settings settings() {
        return settings;
    }

    @Override
    public void close() {
        if (before == null) {
            System.clearProperty(SECURITY);
        } else {
            System.setProperty(SECURITY, before);
        }
    }
}
