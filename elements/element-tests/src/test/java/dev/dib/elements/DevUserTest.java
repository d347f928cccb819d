// SPDX-License-Identifier: Apache-2.0
package dev.dib.elements;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Creates users for real, with the host's useradd, chpasswd and visudo in a made-up system. */
class DevUserTest {

    private static final String PASSWORD = "s3$cret: 'ä\" \\";

    @TempDir
    private Path temporary;

    private Folder hooks;
    private Path root;
    private final Map<String, String> settings = new LinkedHashMap<>();

    @BeforeEach
    void makeFolders() throws Exception {
        hooks = new Folder(Files.createDirectories(temporary.resolve("hooks")));
        hooks.merge(Elements.content("devuser"));
        root = Files.createDirectories(temporary.resolve("root"));
    }

    @Test
    void createsTheSameUserInEveryBuild() throws Exception {
        settings.put("DIB_DEV_USER_USERNAME", "jo.e");
        settings.put("DIB_DEV_USER_PASSWORD", PASSWORD);
        settings.put("DIB_DEV_USER_PWDLESS_SUDO", "yes");
        settings.put("DIB_DEV_USER_GROUPS", "sudo, audio");
        settings.put("DIB_DEV_USER_SHELL", "/bin/bash");
        settings.put("SOURCE_DATE_EPOCH", "1700000000");
        settings.put("DIB_DEBUG_TRACE", "1");
        new Folder(temporary).write(".ssh/id_rsa.pub", "ssh-rsa AAAA old\n");
        new Folder(temporary).write(".ssh/id_ed25519.pub", "ssh-ed25519 AAAA new\n");
        String script = """
                getent passwd jo.e
                id -nG jo.e
                grep jo.e /etc/shadow
                stat -c '%n %a %U' /home/jo.e/.ssh /home/jo.e/.ssh/authorized_keys /home/jo.e/.profile /etc/sudoers.d/jo_e
                cat /home/jo.e/.ssh/authorized_keys /etc/sudoers.d/jo_e
                """;
        Run.Result result = build(script);
        assertThat(result.status()).as(result.errors()).isZero();
        assertThat(result.output() + result.errors()).doesNotContain("s3$cret");
        assertThat(result.lines())
                .contains(
                        "jo.e:x:1000:1000::/home/jo.e:/bin/bash",
                        "jo.e sudo audio",
                        "/home/jo.e/.ssh 700 jo.e",
                        "/home/jo.e/.ssh/authorized_keys 600 jo.e",
                        "/home/jo.e/.profile 644 jo.e",
                        "/etc/sudoers.d/jo_e 440 root",
                        "ssh-ed25519 AAAA new",
                        "jo.e ALL=(ALL) NOPASSWD:ALL");
        String shadow = result.lines().stream()
                .filter(line -> line.startsWith("jo.e:$6$"))
                .findAny()
                .orElseThrow();
        assertThat(shadow.split(":")[2]).as("day of 1700000000").isEqualTo("19675");
        String[] hash = shadow.split(":")[1].split("\\$");
        Run.Result expected = Run.of(
                        "sh",
                        "-c",
                        "printf '%s\\n' \"$1\" | openssl passwd -6 -salt \"$2\" -stdin",
                        "x",
                        PASSWORD,
                        hash[2])
                .run();
        assertThat(shadow).contains(expected.output().strip());
        assertThat(build(script).output()).isEqualTo(result.output());
        assertThat(hooks.path().resolve("devuser-password-hash"))
                .as("removed at the end")
                .doesNotExist();
    }

    @Test
    void handsTheHashOverToNobodyElse() throws Exception {
        settings.put("DIB_DEV_USER_PASSWORD", PASSWORD);
        settings.put("SOURCE_DATE_EPOCH", "1700000000");
        assertThat(extraData().run().status()).isZero();
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(hooks.path().resolve("devuser-password-hash"))))
                .isEqualTo("rw-------");
    }

    @Test
    void leavesTheHashToTheImageWithoutATimestamp() throws Exception {
        settings.put("DIB_DEV_USER_PASSWORD", PASSWORD);
        Run.Result result = build("grep devuser /etc/shadow");
        assertThat(result.status()).as(result.errors()).isZero();
        assertThat(result.output()).contains("devuser:$");
        assertThat(hooks.path().resolve("devuser-password-hash")).doesNotExist();
    }

    @Test
    void givesNoMoreThanWasAskedFor() throws Exception {
        settings.put("DIB_DEV_USER_PWDLESS_SUDO", "False");
        Run.Result result = build("grep devuser /etc/shadow; ls -A /etc/sudoers.d /home/devuser");
        assertThat(result.status()).as(result.errors()).isZero();
        assertThat(result.output()).contains("devuser:!:").doesNotContain(".ssh");
        assertThat(result.lines()).doesNotContain("devuser");
    }

    @Test
    void changesAUserThatIsThere() throws Exception {
        settings.put("DIB_DEV_USER_USERNAME", "root");
        settings.put("DIB_DEV_USER_AUTHORIZED_KEYS", key("ssh-ed25519 AAAA me\n"));
        Run.Result result = build("cat /root/.ssh/authorized_keys");
        assertThat(result.status()).as(result.errors()).isZero();
        assertThat(result.output()).contains("ssh-ed25519 AAAA me");
    }

    @ParameterizedTest
    @CsvSource({
        "DIB_DEV_USER_USERNAME, ../etc/passwd, no name of a user",
        "DIB_DEV_USER_USERNAME, ALL ALL=NOPASSWD, no name of a user",
        "DIB_DEV_USER_SHELL, /bin/nosh, no program in the image",
        "DIB_DEV_USER_GROUPS, 'sudo,wheel,kvm', wheel kvm",
    })
    void refusesInTheImage(String variable, String value, String complaint) throws Exception {
        settings.put(variable, value);
        Run.Result result = build("true");
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.errors()).contains(complaint);
    }

    @Test
    void refusesOnTheHost() throws Exception {
        settings.put(
                "DIB_DEV_USER_AUTHORIZED_KEYS", temporary.resolve("nowhere").toString());
        assertThat(extraData().run().errors()).contains("cannot be read");
        settings.put("DIB_DEV_USER_AUTHORIZED_KEYS", key("-----BEGIN OPENSSH PRIVATE KEY-----\n"));
        assertThat(extraData().run().errors()).contains("private key");
        assertThat(hooks.path().resolve("devuser-ssh-authorized-keys")).doesNotExist();
        settings.put("DIB_DEV_USER_AUTHORIZED_KEYS", "/dev/null");
        settings.put("DIB_DEV_USER_PASSWORD", "two\nlines");
        assertThat(extraData().run().errors()).contains("control character");
        settings.put("DIB_DEV_USER_PASSWORD", "x".repeat(256));
        assertThat(extraData().run().errors()).contains("longer than");
    }

    private String key(String content) throws Exception {
        return new Folder(temporary).write("key", content).toString();
    }

    private Run.Result build(String script) throws Exception {
        Run.Result prepared = extraData().run();
        assertThat(prepared.status()).as(prepared.errors()).isZero();
        assertThat(prepared.output() + prepared.errors()).doesNotContain("s3$cret");
        Run.Result result = with(ImageHookTest.inRoot(
                        hooks.path(),
                        root,
                        "source $hooks/environment.d/50-devuser\n$hooks/install.d/50-devuser\n" + script))
                .run();
        Run.Result removed = with(Run.of(hooks.path().resolve("post-root.d/50-devuser")))
                .with("TMP_HOOKS_PATH", hooks.path())
                .run();
        assertThat(removed.status()).as(removed.errors()).isZero();
        Files.deleteIfExists(hooks.path().resolve("devuser-ssh-authorized-keys"));
        return result;
    }

    private Run extraData() {
        return with(Run.of(
                        "bash",
                        "-euc",
                        "source \"$TMP_HOOKS_PATH/environment.d/50-devuser\"; \"$TMP_HOOKS_PATH/extra-data.d/50-devuser\""))
                .with("TMP_HOOKS_PATH", hooks.path())
                .with("HOME", temporary);
    }

    private Run with(Run run) {
        settings.forEach(run::with);
        return run;
    }
}
