// SPDX-License-Identifier: Apache-2.0
package dev.dib.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {

    private static final Secrets NONE = Secrets.of(List.of("DIB_PIN"), List.of("debian-minimal", "devuser"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DIB_DEV_USER_PASSWORD",
                "DIB_PASSWORD_OF_ROOT",
                "REG_ACTIVATION_KEY",
                "DIB_API_TOKEN",
                "DIB_VAULT_SECRET_ID",
                "DIB_LUKS_PASSPHRASE",
                "DIB_DB_PASS",
                "DIB_SSH_PRIVATE_KEY",
                "DIB_PIN"
            })
    void knowsSecretsByTheirNames(String variable) {
        Secrets secrets = NONE.and(Map.of(variable, "xyzzy plugh"));
        assertThat(secrets.mask("he said xyzzy plugh twice")).isEqualTo("he said *** twice");
        assertThat(secrets.mask(Map.of(variable, "xyzzy plugh"))).containsEntry(variable, "***");
        assertThat(secrets.sought(Set.of())).containsEntry("xyzzy plugh", variable);
        assertThat(secrets.sought(Set.of(variable))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DIB_DEV_USER_AUTHORIZED_KEYS",
                "DIB_DEV_USER_PWDLESS_SUDO",
                "DIB_PUBLIC_KEY",
                "DIB_APT_KEY",
                "DIB_TOKEN_FILE",
                "DIB_PASSWORD_PATH",
                "DIB_KEYMAP",
                "PWD",
                "DIB_RELEASE"
            })
    void leavesOtherVariablesAlone(String variable) {
        Secrets secrets = NONE.and(Map.of(variable, "/home/me/somewhere"));
        assertThat(secrets.mask("in /home/me/somewhere, " + variable + "=/home/me/somewhere"))
                .isEqualTo("in /home/me/somewhere, " + variable + "=/home/me/somewhere");
        assertThat(secrets.sought(Set.of())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yes", "FALSE", "0"})
    void takesSwitchesForWhatTheyAre(String value) {
        Map<String, String> environment = Map.of("DIB_PASSWORD_LOGIN", value);
        assertThat(NONE.and(environment).mask(environment)).isEqualTo(environment);
    }

    @Test
    void masksWordsThatEverybodyUsesOnlyWhereTheyAreAssigned() {
        Secrets secrets = NONE.and(Map.of("DIB_DEV_USER_PASSWORD", "Debian", "DIB_DB_PASSWORD", "abc"));
        assertThat(secrets.mask("installing debian-minimal abc")).isEqualTo("installing debian-minimal abc");
        assertThat(secrets.mask("+ export DIB_DEV_USER_PASSWORD=Debian"))
                .isEqualTo("+ export DIB_DEV_USER_PASSWORD=***");
        assertThat(secrets.mask("declare -x DIB_DB_PASSWORD=\"abc\" A=\"b\""))
                .isEqualTo("declare -x DIB_DB_PASSWORD=*** A=\"b\"");
        assertThat(secrets.mask(Map.of("DIB_DB_PASSWORD", "abc"))).containsEntry("DIB_DB_PASSWORD", "***");
        assertThat(secrets.sought(Set.of())).isEmpty();
    }

    @Test
    void masksWhatAnElementAssignsBeforeItIsKnown() {
        assertThat(NONE.mask("++ DIB_NEW_TOKEN='a b c' B=c")).isEqualTo("++ DIB_NEW_TOKEN=*** B=c");
        assertThat(NONE.mask("++ DIB_NEW_TOKEN=\"a \\\" b\"; next")).isEqualTo("++ DIB_NEW_TOKEN=***; next");
    }

    @Test
    void masksPasswordsInUrls() {
        Map<String, String> environment = Map.of("http_proxy", "http://me:p%40ssw0rd@proxy:3128/");
        Secrets secrets = NONE.and(environment);
        assertThat(secrets.mask(environment)).containsEntry("http_proxy", "http://me:***@proxy:3128/");
        assertThat(secrets.mask("got p@ssw0rd and p%40ssw0rd")).isEqualTo("got *** and ***");
        assertThat(NONE.mask("cloning https://other:unknown@host/path"))
                .isEqualTo("cloning https://other:***@host/path");
        assertThat(NONE.mask("https://host:8080/a@b")).isEqualTo("https://host:8080/a@b");
        assertThat(secrets.sought(Set.of())).containsEntry("p@ssw0rd", "http_proxy");
    }

    @Test
    void knowsTheLinesOfAKeyButNotItsFrame() {
        String key = "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIL\n-----END PRIVATE KEY-----\n";
        Secrets secrets = NONE.and(Map.of("DIB_PRIVATE_KEY", key));
        assertThat(secrets.mask("> MC4CAQAwBQYDK2VwBCIEIL")).isEqualTo("> ***");
        assertThat(secrets.mask("-----BEGIN PRIVATE KEY-----")).isEqualTo("-----BEGIN PRIVATE KEY-----");
    }

    @Test
    void masksTheLongerOfTwoSecretsFirst() {
        Secrets secrets = NONE.and(Map.of("A_PASSWORD", "swordfish", "B_PASSWORD", "swordfish42"));
        assertThat(secrets.mask("swordfish42")).isEqualTo("***");
    }

    @Test
    void masksEverySpellingOfAnySecret() {
        var random = new Random(20261125);
        for (int i = 0; i < 500; i++) {
            StringBuilder value = new StringBuilder();
            random.ints(8 + random.nextInt(20), ' ', 0x7f).forEach(value::appendCodePoint);
            String secret = value.toString();
            Secrets secrets = NONE.and("server", secret);
            String line = "'" + secret.replace("'", "'\\''") + "' \""
                    + secret.replace("\\", "\\\\").replace("\"", "\\\"") + "\" " + secret;
            assertThat(secrets.mask(line)).as(secret).doesNotContain(secret);
        }
    }
}
