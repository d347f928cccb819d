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

/** Elements with a service or settings of one: fail2ban, autoupdates, ibft-interfaces, journal-to-console, names and lists. */
class ServiceElementsTest {

    @TempDir
    private Path temporary;

    @Test
    void locksOutBySettingsOfTheHost() throws Exception {
        Path tree = temporary.resolve("tree");
        Path jail = new Folder(temporary).write("jail", "[sshd]\nmaxretry = 2\n");
        Run.Result result = fail2ban(tree, jail.toString());
        assertThat(result.status()).as(result.errors()).isZero();
        assertThat(tree.resolve("etc/fail2ban/jail.local")).hasSameTextualContentAs(jail);

        assertThat(fail2ban(temporary.resolve("other"), "").output()).contains("DIB_FAIL2BAN_CONF is not set");
        assertThat(temporary.resolve("other")).doesNotExist();
        Run.Result missing = fail2ban(tree, "/nowhere");
        assertThat(missing.status()).isEqualTo(1);
        assertThat(missing.errors()).contains("DIB_FAIL2BAN_CONF is no file that can be read: /nowhere");
    }

    @ParameterizedTest
    @CsvSource({
        "systemd, true, systemctl enable fail2ban.service",
        "systemd, false, systemctl enable fail2ban.service",
        "openrc, true, rc-update add fail2ban default"
    })
    void watchesTheJournal(String init, boolean nftables, String enabled) throws Exception {
        Run.Result result = MadeUpSystem.in(temporary, "fail2ban")
                .run(
                        "sed 's|/usr/sbin/nft|/run/nft|' $hooks/post-install.d/80-enable-fail2ban-service >/run/hook\n"
                                + (nftables ? ": >/run/nft\n" : "")
                                + "bash /run/hook; cat /etc/fail2ban/jail.d/10-dib.conf",
                        "systemctl",
                        "rc-update",
                        "fail2ban-server")
                .with("DIB_INIT_SYSTEM", init)
                .run();
        assertThat(result.lines())
                .as(result.errors())
                .startsWith("fail2ban-server -t", enabled)
                .endsWith("", "[sshd]", "enabled = true");
        assertThat(result.lines().contains("sshd_backend = systemd")).isEqualTo(init.equals("systemd"));
        assertThat(result.lines().contains("banaction = nftables[type=multiport]"))
                .isEqualTo(nftables);
    }

    @Test
    void stopsWhenFail2banCannotReadItsSettings() throws Exception {
        Run.Result result = MadeUpSystem.in(temporary, "fail2ban")
                .run("""
                        mkdir -p /usr/local/sbin
                        printf '#!/bin/sh\\necho bad settings >&2; exit 255\\n' >/usr/local/sbin/fail2ban-server
                        chmod 0755 /usr/local/sbin/fail2ban-server
                        $hooks/post-install.d/80-enable-fail2ban-service
                        """, "systemctl")
                .with("DIB_INIT_SYSTEM", "systemd")
                .run();
        assertThat(result.status()).isNotZero();
        assertThat(result.output()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "debian|DIB_DEB_UPDATES_CONF|0|''",
                "ubuntu|both|0|''",
                "rocky|DIB_YUM_UPDATES_CONF|0|''",
                "debian|none|0|''",
                "debian|DIB_YUM_UPDATES_CONF|1|DIB_YUM_UPDATES_CONF is set, but debian goes by DIB_DEB_UPDATES_CONF",
                "centos|DIB_DEB_UPDATES_CONF|1|but centos goes by DIB_YUM_UPDATES_CONF",
                "gentoo|none|1|it is not known how gentoo updates itself",
                "debian|missing|1|DIB_DEB_UPDATES_CONF is no file that can be read: /nowhere"
            })
    void takesTheSettingsOfTheFamily(String distribution, String given, int status, String message) throws Exception {
        Path settings = new Folder(temporary).write("settings", "x\n");
        Run run = Run.of(Elements.file("autoupdates", "extra-data.d/61-create-update-config"))
                .with("DISTRO_NAME", distribution)
                .with("TMP_HOOKS_PATH", temporary);
        for (String variable : new String[] {"DIB_DEB_UPDATES_CONF", "DIB_YUM_UPDATES_CONF"}) {
            run.with(variable, given.equals(variable) || given.equals("both") ? settings : "");
        }
        if (given.equals("missing")) {
            run.with("DIB_DEB_UPDATES_CONF", "/nowhere");
        }
        Run.Result result = run.run();
        assertThat(result.status()).as(result.errors()).isEqualTo(status);
        assertThat(result.errors()).contains(message);
        assertThat(Files.exists(temporary.resolve("autoupdates.conf"))).isEqualTo(status == 0 && !given.equals("none"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void hasDebianUpdateItself(boolean ownSettings) throws Exception {
        MadeUpSystem system = MadeUpSystem.in(temporary, "autoupdates");
        if (ownSettings) {
            system.hooks().write("autoupdates.conf", "of the host\n");
        }
        Run.Result result = system.run("""
                        mkdir -p /etc/apt/apt.conf.d
                        echo 'of the package' >/etc/apt/apt.conf.d/50unattended-upgrades
                        $hooks/post-install.d/82-enable-autoupdate
                        cat /etc/apt/apt.conf.d/*
                        """, "systemctl", "apt-config")
                .with("DISTRO_NAME", "debian")
                .with("DIB_INIT_SYSTEM", "systemd")
                .run();
        assertThat(result.lines())
                .as(result.errors())
                .containsExactly(
                        "systemctl enable unattended-upgrades.service apt-daily.timer apt-daily-upgrade.timer",
                        "APT::Periodic::Update-Package-Lists \"1\";",
                        "APT::Periodic::Unattended-Upgrade \"1\";",
                        ownSettings ? "of the host" : "of the package");
    }

    @ParameterizedTest
    @CsvSource({"false, false, dnf-automatic, apply_updates = yes", "true, true, dnf5-automatic, of the host"})
    void hasRedHatUpdateItself(boolean ownSettings, boolean dnf5, String timer, String settings) throws Exception {
        MadeUpSystem system = MadeUpSystem.in(temporary, "autoupdates");
        if (ownSettings) {
            system.hooks().write("autoupdates.conf", "of the host\n");
        }
        String unit = dnf5 ? "mkdir /usr/lib/systemd/system; : >/usr/lib/systemd/system/dnf5-automatic.timer\n" : "";
        Run.Result result = system.run(unit + """
                        mkdir -p /etc/dnf
                        printf '[commands]\\napply_updates = no\\n' >/etc/dnf/automatic.conf
                        $hooks/post-install.d/82-enable-autoupdate
                        cat /etc/dnf/automatic.conf
                        """, "systemctl")
                .with("DISTRO_NAME", "centos")
                .with("DIB_INIT_SYSTEM", "systemd")
                .run();
        assertThat(result.lines())
                .as(result.errors())
                .startsWith("systemctl enable " + timer + ".timer")
                .endsWith(settings);
    }

    @ParameterizedTest
    @CsvSource({
        "true, 0, 'modprobe --quiet iscsi_tcp|iscsistart -f|iscsistart -N|udevadm settle'",
        "false, 0, 'modprobe --quiet iscsi_tcp|iscsistart -f|init-ibft-interfaces: the firmware describes no iSCSI disk'"
    })
    void setsUpTheNetworkThatTheFirmwareDescribes(boolean table, int status, String calls) throws Exception {
        Run.Result result = MadeUpSystem.in(temporary, "ibft-interfaces")
                .run("""
                        mkdir -p /usr/local/sbin
                        printf '#!/bin/sh\\necho "iscsistart $*"\\n[ "$1" = -N ] || %s\\n' >/usr/local/sbin/iscsistart
                        chmod 0755 /usr/local/sbin/iscsistart
                        $hooks/static/usr/local/sbin/init-ibft-interfaces.sh
                        """.formatted(table), "modprobe", "udevadm")
                .run();
        assertThat(result.status()).as(result.errors()).isEqualTo(status);
        assertThat(result.lines())
                .startsWith("modprobe --quiet iscsi_boot_sysfs", "modprobe --quiet iscsi_ibft")
                .endsWith(calls.split("\\|"));
    }

    @ParameterizedTest
    @CsvSource({
        "systemd, 0, systemctl enable init-ibft-interfaces.service",
        "sysv, 0, update-rc.d init-ibft-interfaces defaults",
        "openrc, 0, ''",
        "upstart, 1, ''"
    })
    void looksAtTheFirmwareWhenTheMachineStarts(String init, int status, String command) throws Exception {
        Run.Result result = MadeUpSystem.in(temporary, "ibft-interfaces")
                .run("$hooks/post-install.d/70-init-ibft-interfaces", "systemctl", "update-rc.d")
                .with("DIB_INIT_SYSTEM", init)
                .run();
        assertThat(result.status()).as(result.errors()).isEqualTo(status);
        assertThat(result.output().strip()).isEqualTo(command);
    }

    @ParameterizedTest
    @CsvSource({"systemd, 0, ForwardToConsole=yes", "openrc, 1, openrc has no journal"})
    void showsTheJournalOnTheConsole(String init, int status, String outcome) throws Exception {
        Run.Result result = MadeUpSystem.in(temporary, "journal-to-console")
                .run("$hooks/post-install.d/30-journal-to-console; cat /etc/systemd/journald.conf.d/*")
                .with("DIB_INIT_SYSTEM", init)
                .run();
        assertThat(result.status()).isEqualTo(status);
        assertThat(result.output() + result.errors()).contains(outcome);
    }

    @Test
    void letsNamesOfInterfacesBeStable() throws Exception {
        Run.Result result =
                MadeUpSystem.in(temporary, "stable-interface-names").run("""
                        mkdir -p /etc/udev/rules.d /etc/systemd/network /etc/default
                        ln -s /dev/null /etc/udev/rules.d/80-net-setup-link.rules
                        ln -s /dev/null /etc/systemd/network/99-default.link
                        ln -s /mine /etc/udev/rules.d/80-net-name-slot.rules
                        echo 'GRUB_CMDLINE_LINUX="net.ifnames=0 quiet biosdevname=0"' >/etc/default/grub
                        for again in 1 2; do $hooks/install.d/02-stable-interface-names; done
                        ls /etc/udev/rules.d /etc/systemd/network
                        cat /etc/default/grub
                        """).run();
        assertThat(result.lines())
                .as(result.errors())
                .containsExactly(
                        "Removed /etc/udev/rules.d/80-net-setup-link.rules, which kept names of interfaces from being stable",
                        "Removed /etc/systemd/network/99-default.link, which kept names of interfaces from being stable",
                        "/etc/systemd/network:",
                        "",
                        "/etc/udev/rules.d:",
                        "80-net-name-slot.rules",
                        "GRUB_CMDLINE_LINUX=\"quiet \"");
    }

    @ParameterizedTest
    @CsvSource({"'', etc/dib-manifests/dib-element-manifest", "/usr/share/made of/elements, usr/share/made of/elements"
    })
    void listsTheElements(String variable, String file) throws Exception {
        Run.Result result = elementManifest(variable);
        assertThat(result.status()).as(result.errors()).isZero();
        assertThat(temporary.resolve(file)).hasContent("base\ndebian\nvm");
    }

    @Test
    void refusesAListOfElementsThatIsNowhere() throws Exception {
        Run.Result result = elementManifest("relative/list");
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.errors()).contains("DIB_ELEMENT_MANIFEST_PATH has to be an absolute path");
    }

    @ParameterizedTest
    @CsvSource({"'', yes", "true, yes", "0, no", "No, no"})
    void debianIsForCloudsUnlessToldOtherwise(String variable, String outcome) throws Exception {
        Path snippet = Elements.file("debian", "environment.d/10-debian");
        String script = "set -eu; source '" + snippet + "'; source '" + snippet + "'; echo $DIB_DEBIAN_CLOUD_INIT";
        Run run = Run.of("bash", "-c", script);
        assertThat(run.with("DIB_DEBIAN_CLOUD_INIT", variable).run().output()).isEqualTo(outcome + "\n");
        Run.Result wrong = Run.of("bash", "-c", script)
                .with("DIB_DEBIAN_CLOUD_INIT", "perhaps")
                .run();
        assertThat(wrong.status()).isEqualTo(1);
        assertThat(wrong.errors()).contains("DIB_DEBIAN_CLOUD_INIT is \"perhaps\", but has to be yes or no");
    }

    private Run.Result fail2ban(Path tree, String settings) throws Exception {
        return Run.of(Elements.file("fail2ban", "extra-data.d/60-copy-fail2ban-config"))
                .with("TMP_MOUNT_PATH", tree)
                .with("DIB_FAIL2BAN_CONF", settings)
                .run();
    }

    private Run.Result elementManifest(String path) throws Exception {
        String element = Elements.content("element-manifest").toString();
        return Run.of(
                        "bash",
                        "-euc",
                        "source '" + element + "/environment.d/15-element-manifest'\n'" + element
                                + "/extra-data.d/75-inject-element-manifest'")
                .with("DIB_MANIFEST_IMAGE_DIR", "/etc/dib-manifests")
                .with("DIB_ELEMENT_MANIFEST_PATH", path)
                .with("TMP_MOUNT_PATH", temporary)
                .with("IMAGE_ELEMENT", "base debian vm")
                .run();
    }
}
