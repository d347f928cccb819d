// SPDX-License-Identifier: Apache-2.0
package dev.dib.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dib.sandbox.HostCommands;
import dev.dib.secret.Secrets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretScanTest {

    private static final String TOKEN = "t0p 'secret' \\ \"token\"";

    @TempDir
    private Path tree;

    private final Map<String, String> sought = Secrets.of(List.of(), List.of())
            .and(Map.of("DIB_TOKEN", TOKEN, "DIB_ROOT_PASSWORD", "correct horse", "DIB_SHORT_PASSWORD", "abc"))
            .sought(Set.of());

    @Test
    void findsSecretsInEveryKindOfFile() throws Exception {
        byte[] noise = new byte[3_000_000];
        new Random(7).nextBytes(noise);
        byte[] secret = "correct horse".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        System.arraycopy(secret, 0, noise, 2_999_000, secret.length);
        Files.write(tree.resolve("binary"), noise);
        Files.createDirectories(tree.resolve("etc/a folder"));
        Files.writeString(tree.resolve("etc/a folder/config"), "token=" + TOKEN + "\nabc\n");
        Files.writeString(tree.resolve("etc/script"), "'" + TOKEN.replace("'", "'\\''") + "' correct horse");
        Files.writeString(tree.resolve("etc/shadow"), "root:$6$salt$hash:1:0:99999:7:::\ncorrect hose\n");
        Files.createSymbolicLink(tree.resolve("link"), Path.of("etc/script"));

        assertThat(SecretScan.scan(new HostCommands(), tree, sought))
                .extracting(leak -> leak.file() + " " + leak.variable())
                .containsExactly(
                        "/binary DIB_ROOT_PASSWORD",
                        "/etc/a folder/config DIB_TOKEN",
                        "/etc/script DIB_ROOT_PASSWORD",
                        "/etc/script DIB_TOKEN");
    }

    @Test
    void findsNothingWhereNothingIs() throws Exception {
        assertThat(SecretScan.scan(new HostCommands(), tree, sought)).isEmpty();
        Files.writeString(tree.resolve("abc"), "abc");
        assertThat(SecretScan.scan(new HostCommands(), tree, sought)).isEmpty();
        assertThat(SecretScan.scan(new HostCommands(), tree.resolve("nowhere"), Map.of()))
                .isEmpty();
    }
}
