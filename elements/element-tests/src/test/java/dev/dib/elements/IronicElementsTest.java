// SPDX-License-Identifier: Apache-2.0
package dev.dib.elements;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ironic-agent and ironic-python-agent-ramdisk. */
class IronicElementsTest {

    @TempDir
    private Path temporary;

    @Test
    void takesTheNamesOfTodayForThoseOfItsTime() throws Exception {
        Run.Result result = environment("""
                        echo "$DIB_REPOREF_ironic_agent $DIB_REPOLOCATION_ironic_agent"
                        echo "$DIB_INSTALLTYPE_ironic_agent $DIB_INSTALLTYPE_requirements $DIB_IPA_ENABLE_RESCUE"
                        """)
                .with("DIB_REPOREF_ironic_python_agent", "stable/2026.1")
                .with("DIB_REPOLOCATION_ironic_python_agent", "/srv/ipa.git")
                .with("DIB_INSTALLTYPE_ironic_python_agent_ramdisk", "package")
                .run();
        assertThat(result.lines())
                .as(result.errors())
                .containsExactly("stable/2026.1 /srv/ipa.git", "package package true");
    }

    @Test
    void takesAnOlderNameToo() throws Exception {
        Run.Result result = environment("echo \"$DIB_REPOREF_ironic_agent $DIB_INSTALLTYPE_requirements\"")
                .with("DIB_REPOREF_agent", "train-eol")
                .run();
        assertThat(result.output()).as(result.errors()).isEqualTo("train-eol source\n");
    }

    @Test
    void refusesAnotherInstallType() throws Exception {
        Run.Result result =
                environment("echo").with("DIB_INSTALLTYPE_ironic_agent", "repo").run();
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.errors())
                .contains("DIB_INSTALLTYPE_ironic_agent is \"repo\", but has to be source or package");
    }

    @Test
    void takesCertificatesOnly() throws Exception {
        Path hooks = Files.createDirectories(temporary.resolve("hooks/ironic-agent"));
        Path file = Files.writeString(temporary.resolve("ca.pem"), "-----BEGIN CERTIFICATE-----\n");
        Path key = Files.writeString(temporary.resolve("key.pem"), "-----BEGIN PRIVATE KEY-----\n");
        assertThat(certificate(file).status()).isZero();
        assertThat(hooks.resolve("certificates.pem")).hasSameTextualContentAs(file);
        for (Path wrong : new Path[] {key, temporary.resolve("none.pem")}) {
            Run.Result result = certificate(wrong);
            assertThat(result.status()).isEqualTo(1);
            assertThat(result.errors()).contains("DIB_IPA_CERT", wrong.toString());
        }
    }

    @ParameterizedTest
    @CsvSource({"true, 2", "false, 0"})
    void enablesTheAgent(String rescue, int units) throws Exception {
        Run.Result result = MadeUpSystem.in(temporary, "ironic-agent")
                .run("""
                        printf '#!/bin/sh\\necho openstack-$1\\n' >/usr/local/sbin/svc-map
                        chmod 0755 /usr/local/sbin/svc-map
                        mkdir -p /usr/lib/systemd/system
                        : >/usr/lib/systemd/system/firewalld.service
                        $hooks/post-install.d/80-ironic-agent
                        find /usr/lib/systemd/system -name 'ironic-agent-create-rescue-user.*' | wc -l
                        """, "systemctl")
                .with("DIB_INIT_SYSTEM", "systemd")
                .with("DIB_IPA_ENABLE_RESCUE", rescue)
                .run();
        assertThat(result.status()).as(result.errors()).isZero();
        assertThat(result.lines())
                .startsWith(
                        "systemctl enable openstack-ironic-python-agent.service", "systemctl disable firewalld.service")
                .endsWith(String.valueOf(units));
        assertThat(result.lines().contains("systemctl enable ironic-agent-create-rescue-user.path"))
                .isEqualTo(units > 0);
    }

    @Test
    void makesAUserForARescue() throws Exception {
        String script = """
                        mkdir -p /etc/ipa-rescue-config
                        file=/etc/ipa-rescue-config/ipa-rescue-password
                        program=$hooks/ironic-agent/rescue/ironic-agent-create-rescue-user
                        for hash in '$6$salt$one' '$6$salt$two'; do echo "$hash" >$file; $program; done
                        grep '^rescue:' /etc/shadow | cut -d : -f 1-2
                        stat -c %a /etc/sudoers.d/rescue
                        echo plain >$file
                        $program || echo refused
                        ls /etc/ipa-rescue-config
                        """;
        Run.Result result =
                MadeUpSystem.in(temporary, "ironic-agent").run(script).run();
        assertThat(result.lines()).as(result.errors()).containsExactly("rescue:$6$salt$two", "440", "refused");
    }

    @ParameterizedTest
    @CsvSource({"0, '[Journal]\nSystemMaxUse=15M\nRuntimeMaxUse=15M'", "1, ''"})
    void limitsTheJournal(String disabled, String content) throws Exception {
        Run.Result result = MadeUpSystem.in(temporary, "ironic-python-agent-ramdisk")
                .run("$hooks/post-install.d/98-journal-size; cat /etc/systemd/journald.conf.d/* 2>/dev/null || true")
                .with("DIB_INIT_SYSTEM", "systemd")
                .with("DIB_IPA_DISABLE_JOURNAL_MAX_LOG_SIZE", disabled)
                .run();
        assertThat(result.output().strip()).as(result.errors()).isEqualTo(content);
    }

    private Run environment(String script) {
        return Run.of(
                "bash",
                "-euc",
                "source " + Elements.file("ironic-python-agent-ramdisk", "environment.d/00-ironic-python-agent-ramdisk")
                        + "\nsource " + Elements.file("ironic-agent", "environment.d/01-ironic-agent") + "\n" + script);
    }

    private Run.Result certificate(Path file) throws Exception {
        return Run.of(Elements.file("ironic-agent", "extra-data.d/15-ironic-agent-certificate"))
                .with("DIB_IPA_CERT", file)
                .with("TMP_HOOKS_PATH", temporary.resolve("hooks"))
                .run();
    }
}
