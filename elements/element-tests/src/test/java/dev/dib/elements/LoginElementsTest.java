// SPDX-License-Identifier: Apache-2.0
package dev.dib.elements;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may log in: dynamic-login and local-config. */
class LoginElementsTest {

    private static final String KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOsAS9CJOi2l8ghKyziIQGCb/trCDi/nBpd1a4GZrV02 operator";

    /** Of the password "secret". */
    private static final String HASH =
            "$6$salt$iF2wKpWVLNmyjnMR3ZGbbYI3wDPVLCTtHVuJBYVJzOKFpGBIbVnyAAKwoXqDPcZfGeAWlM7.h3YWXx5VbUgHJ/";

    @TempDir
    private Path temporary;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ro sshkey=\"KEY\" quiet",
                "\"sshkey=KEY\"",
                "BOOT_IMAGE=/vmlinuz sshkey=\"KEY\"",
                "ro rootpwd=HASH sshkey=\"KEY\""
            })
    void takesAKeyFromTheCommandLineOfTheKernel(String commandLine) throws Exception {
        Run.Result result = dynamicLogin(commandLine, """
                echo 'ssh-rsa of somebody' >>/root/.ssh/authorized_keys
                dynamic-login
                cat /root/.ssh/authorized_keys
                stat -c %a /root/.ssh /root/.ssh/authorized_keys
                """);
        assertThat(result.status()).as(result.errors()).isZero();
        assertThat(result.lines())
                .containsSubsequence(KEY, "ssh-rsa of somebody", "700", "600")
                .containsOnlyOnce(KEY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rootpwd=HASH",
                "rootpwd=ESCAPED ro",
                "\"rootpwd=HASH\"",
                "ro rootpwd=BASE64",
                "rootpwd=\"BASE64\""
            })
    void takesAPasswordFromTheCommandLineOfTheKernel(String commandLine) throws Exception {
        Run.Result result = dynamicLogin(commandLine, "grep ^root: /etc/shadow | cut -d : -f 2; ls -A /root");
        assertThat(result.status()).as(result.errors()).isZero();
        assertThat(result.lines()).containsExactly("dynamic-login: set root's password", HASH);
    }

    @Test
    void leavesEverythingAsItIsWithoutAParameter() throws Exception {
        Run.Result result = dynamicLogin("ro notrootpwd=x mysshkey=\"KEY\"", "grep ^root: /etc/shadow; ls -A /root");
        assertThat(result.status()).as(result.errors()).isZero();
        assertThat(result.lines()).containsExactly("root:*:19000:0:99999:7:::");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rootpwd=secret|rootpwd is neither a hash",
                "rootpwd=c2VjcmV0|rootpwd is neither a hash",
                "rootpwd=$6$a:b|rootpwd is neither a hash",
                "sshkey=ssh-ed25519 AAAA|sshkey is no public key. It needs quotes",
                "sshkey=\"command=reboot\"|sshkey is no public key"
            })
    void refusesWhatCannotBeUsed(String commandLine, String message) throws Exception {
        Run.Result result = dynamicLogin(commandLine, "");
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.errors()).contains(message);
        Run.Result after = dynamicLogin(commandLine + " ", "true; grep ^root: /etc/shadow; ls -A /root", "|| true");
        assertThat(after.lines()).containsExactly("root:*:19000:0:99999:7:::");
    }

    @ParameterizedTest
    @CsvSource({
        "systemd, systemctl enable dynamic-login.service",
        "sysv, update-rc.d dynamic-login defaults",
        "openrc, ''"
    })
    void startsWithTheMachine(String init, String command) throws Exception {
        Run.Result result = MadeUpSystem.in(temporary, "dynamic-login")
                .run("$hooks/install.d/70-enable-dynamic-login-services", "systemctl", "update-rc.d")
                .with("DIB_INIT_SYSTEM", init)
                .run();
        assertThat(result.output().strip()).as(result.errors()).isEqualTo(command);
        Run.Result upstart = MadeUpSystem.in(temporary, "dynamic-login")
                .run("$hooks/install.d/70-enable-dynamic-login-services")
                .with("DIB_INIT_SYSTEM", "upstart")
                .run();
        assertThat(upstart.status()).isEqualTo(1);
    }

    @Test
    void takesKeysOfTheHostOver() throws Exception {
        MadeUpSystem system = MadeUpSystem.in(temporary, "local-config");
        var home = new Folder(Files.createDirectories(temporary.resolve("home")));
        assertThat(handOver(system, home.path()).output()).contains("no key goes into the image");
        home.write(".ssh/authorized_keys", "ssh-rsa one\n" + KEY + "\n");
        assertThat(handOver(system, home.path()).status()).isZero();

        Run.Result result = system.run("""
                        mkdir -p /srv/people
                        useradd -m -d /srv/people/ann ann
                        install -d -o ann -g ann -m 0700 /srv/people/ann/.ssh
                        printf 'ssh-rsa two\\nssh-rsa one' >/srv/people/ann/.ssh/authorized_keys
                        for again in 1 2; do
                            DIB_LOCAL_CONFIG_USERNAME=ann $hooks/install.d/62-ssh-key
                            DIB_LOCAL_CONFIG_USERNAME=root $hooks/install.d/62-ssh-key
                        done
                        cat /srv/people/ann/.ssh/authorized_keys /root/.ssh/authorized_keys
                        stat -c '%a %U' /srv/people/ann/.ssh/authorized_keys /root/.ssh /root/.ssh/authorized_keys
                        """).run();
        assertThat(result.lines())
                .as(result.errors())
                .containsExactly(
                        "ssh-rsa two", "ssh-rsa one", KEY, "ssh-rsa one", KEY, "600 ann", "700 root", "600 root");

        Run.Result nobody = system.run("DIB_LOCAL_CONFIG_USERNAME=bob $hooks/install.d/62-ssh-key")
                .run();
        assertThat(nobody.status()).isEqualTo(1);
        assertThat(nobody.errors()).contains("DIB_LOCAL_CONFIG_USERNAME names a user who is not in the image: bob");
    }

    @Test
    void takesProxiesOver() throws Exception {
        Run.Result result = MadeUpSystem.in(temporary, "local-config")
                .run("""
                        mkdir -p /etc/apt/apt.conf.d /etc/dnf /etc/sysconfig
                        printf '[main]\\nproxy=http://old\\ngpgcheck=1\\n' >/etc/dnf/dnf.conf
                        printf 'PROXY_ENABLED="no"\\nNO_PROXY="x"\\n' >/etc/sysconfig/proxy
                        ln -s dnf/dnf.conf /etc/yum.conf
                        for again in 1 2; do $hooks/pre-install.d/02-proxy-settings; done
                        cat /etc/apt/apt.conf.d/* /etc/dnf/dnf.conf /etc/sysconfig/proxy
                        """)
                .with("http_proxy", "http://proxy:3128")
                .with("HTTPS_PROXY", "http://secure:3128")
                .with("no_proxy", "localhost,.example.com,mirror.example.com")
                .run();
        assertThat(result.lines())
                .as(result.errors())
                .containsExactly(
                        "Acquire::http::Proxy \"http://proxy:3128\";",
                        "Acquire::https::Proxy \"http://secure:3128\";",
                        "Acquire::http::Proxy::localhost \"DIRECT\";",
                        "Acquire::https::Proxy::localhost \"DIRECT\";",
                        "Acquire::http::Proxy::mirror.example.com \"DIRECT\";",
                        "Acquire::https::Proxy::mirror.example.com \"DIRECT\";",
                        "[main]",
                        "proxy=http://proxy:3128",
                        "gpgcheck=1",
                        "PROXY_ENABLED=\"yes\"",
                        "HTTP_PROXY=\"http://proxy:3128\"",
                        "HTTPS_PROXY=\"http://secure:3128\"",
                        "NO_PROXY=\"localhost,.example.com,mirror.example.com\"");
    }

    @Test
    void writesNothingWithoutAProxyAndRefusesWhatIsNone() throws Exception {
        MadeUpSystem system = MadeUpSystem.in(temporary, "local-config");
        String script = "mkdir -p /etc/apt/apt.conf.d; $hooks/pre-install.d/02-proxy-settings; ls /etc/apt/apt.conf.d";
        Run.Result none = system.run(script).with("no_proxy", "localhost").run();
        assertThat(none.status()).as(none.errors()).isZero();
        assertThat(none.output()).isEmpty();
        Run.Result wrong =
                system.run(script).with("http_proxy", "http://a\"; evil").run();
        assertThat(wrong.status()).isEqualTo(1);
        assertThat(wrong.errors()).contains("this is no proxy");
    }

    private Run.Result dynamicLogin(String commandLine, String then, String... orElse) throws Exception {
        String line = commandLine
                .replace("BASE64", java.util.Base64.getEncoder().encodeToString((HASH + "\n").getBytes()))
                .replace("ESCAPED", HASH.replace("$", "\\$"))
                .replace("HASH", HASH)
                .replace("KEY", KEY);
        MadeUpSystem system = MadeUpSystem.in(temporary, "dynamic-login");
        system.hooks().write("cmdline", line + "\n");
        return system.run("""
                        mkdir -p /proc
                        cp $hooks/cmdline /proc/cmdline
                        PATH=$PATH:$hooks/static/usr/local/bin
                        dynamic-login %s
                        %s
                        """.formatted(String.join(" ", orElse), then)).run();
    }

    private static Run.Result handOver(MadeUpSystem system, Path home) throws Exception {
        return Run.of(Elements.file("local-config", "extra-data.d/62-ssh-key"))
                .with("TMP_HOOKS_PATH", system.hooks().path())
                .with("HOME", home)
                .run();
    }
}
