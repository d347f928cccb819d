// SPDX-License-Identifier: Apache-2.0
package dev.dib.elements;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs hooks of target phases in a made-up system, as root of a user namespace where the tests do not run as root. */
class ImageHookTest {

    @TempDir
    private Path temporary;

    private Folder hooks;
    private Path root;

    @BeforeEach
    void makeFolders() throws Exception {
        hooks = new Folder(Files.createDirectories(temporary.resolve("hooks")));
        root = Files.createDirectories(temporary.resolve("root"));
    }

    @Test
    void installsCommands() throws Exception {
        hooks.merge(Elements.content("install-bin"));
        hooks.write("bin/tool", "#!/bin/sh\necho tool\n");
        Files.createSymbolicLink(hooks.path().resolve("bin/alias"), Path.of("tool"));
        Run.Result result = inRoot("""
                        $hooks/pre-install.d/01-install-bin
                        $hooks/pre-install.d/01-install-bin
                        stat -c '%n %a %U %F' /usr/local/bin/*
                        tool
                        """).run();
        assertThat(result.lines())
                .as(result.errors())
                .containsExactly(
                        "/usr/local/bin/alias 755 root regular file",
                        "/usr/local/bin/tool 755 root regular file",
                        "tool");
    }

    @Test
    void copiesStaticFiles() throws Exception {
        hooks.merge(Elements.content("install-static"));
        hooks.write("static/etc/issue", "new");
        hooks.write("static/lib/systemd/unit", "through the link");
        hooks.write("static/opt/core", "a name like any other");
        hooks.write("static/opt/.git/config", "");
        hooks.write("static/opt/file~", "");
        hooks.script("static/opt/run", "");
        Files.setPosixFilePermissions(hooks.path().resolve("static/etc"), PosixFilePermissions.fromString("rwxrwxrwx"));
        Files.setPosixFilePermissions(
                hooks.path().resolve("static/opt/run"), PosixFilePermissions.fromString("rwxrwxr-x"));
        Files.createSymbolicLink(hooks.path().resolve("static/opt/link"), Path.of("/nowhere"));
        Run.Result result = inRoot("""
                        echo old >/etc/issue
                        chmod 0700 /etc
                        $hooks/install.d/10-install-static-files
                        stat -c '%n %a %U %F' /etc /lib
                        cat /etc/issue /usr/lib/systemd/unit
                        echo
                        find /opt -mindepth 1 -printf '%P %m %U %l\\n' | sort
                        """).run();
        assertThat(result.lines())
                .as(result.errors())
                .containsExactly(
                        "/etc 700 root directory",
                        "/lib 777 root symbolic link",
                        "newthrough the link",
                        "core 644 0 ",
                        "link 777 0 /nowhere",
                        "run 755 0 ");
    }

    @Test
    void installsScriptsOfTheInitSystem() throws Exception {
        hooks.merge(Elements.content("dib-init-system"));
        hooks.write("init-scripts/systemd/one.service", "[Unit]\n");
        hooks.write("init-scripts/systemd/two.service.d/10-a.conf", "[Unit]\n");
        hooks.write("init-scripts/openrc/one", "#!/sbin/openrc-run\n");
        String script = """
                source $hooks/environment.d/99-dib-init-system
                $hooks/pre-install.d/04-dib-init-system
                dib-init-system
                $hooks/install.d/20-install-init-scripts
                $hooks/post-install.d/10-enable-init-scripts
                find /usr/lib/systemd/system /etc/init.d -type f -printf '%p %m %U\\n' 2>/dev/null | sort
                """;
        assertThat(inRoot(script).with("DIB_INIT_SYSTEM", "systemd").run().lines())
                .containsExactly(
                        "systemd",
                        "/usr/lib/systemd/system/one.service 644 0",
                        "/usr/lib/systemd/system/two.service.d/10-a.conf 644 0");
        Run.Result openrc = inRoot("mkdir -p /usr/local/sbin; echo 'echo \"rc-update $*\"' >/usr/local/sbin/rc-update;"
                        + "chmod +x /usr/local/sbin/rc-update\n" + script)
                .with("DIB_INIT_SYSTEM", "openrc")
                .run();
        assertThat(openrc.lines())
                .as(openrc.errors())
                .containsExactly("openrc", "rc-update add one default", "/etc/init.d/one 755 0");
        assertThat(inRoot(script).run().errors()).contains("DIB_INIT_SYSTEM is not set");
        assertThat(inRoot(script).with("DIB_INIT_SYSTEM", "launchd").run().status())
                .isEqualTo(1);
    }

    @Test
    void tellsCloudInitAboutHosts() throws Exception {
        hooks.merge(Elements.content("base"));
        String script = "$hooks/install.d/10-cloud-init; cat /etc/cloud/cloud.cfg.d/*";
        assertThat(inRoot(script)
                        .with("DIB_CLOUD_INIT_ETC_HOSTS", "localhost")
                        .run()
                        .output())
                .isEqualTo("manage_etc_hosts: localhost\n");
        assertThat(inRoot("$hooks/install.d/10-cloud-init; ls /etc/cloud/cloud.cfg.d")
                        .run()
                        .output())
                .isEmpty();
    }

    @Test
    void setsDhcpUp() throws Exception {
        hooks.merge(Elements.content("dib-init-system"));
        hooks.merge(Elements.content("dhcp-all-interfaces"));
        Run.Result result = inRoot("""
                        mkdir -p /etc/dhcp /etc/network/interfaces.d /etc/NetworkManager
                        printf 'timeout 60;\\nsend host-name = gethostname();\\n' >/etc/dhcp/dhclient.conf
                        echo 'iface eth0 inet dhcp' >/etc/network/interfaces.d/eth0
                        for again in 1 2; do
                            $hooks/install.d/20-install-init-scripts
                            $hooks/install.d/50-dhcp-all-interfaces
                            $hooks/install.d/60-remove-cloud-image-interfaces
                        done
                        ls /usr/lib/systemd/system /etc/network/interfaces.d /etc/udev/rules.d
                        stat -c %a /usr/local/sbin/dhcp-all-interfaces.sh
                        cat /etc/dhcp/dhclient.conf /etc/network/interfaces /etc/default/dhcp-all-interfaces
                        grep -e ^dhcp -e timeout /etc/NetworkManager/conf.d/00-main.conf
                        """)
                .with("DIB_INIT_SYSTEM", "systemd")
                .with("DISTRO_NAME", "debian")
                .with("DIB_DHCP_TIMEOUT", "7")
                .run();
        assertThat(result.lines())
                .as(result.errors())
                .containsExactly(
                        "/etc/network/interfaces.d:",
                        "",
                        "/etc/udev/rules.d:",
                        "99-dhcp-all-interfaces.rules",
                        "",
                        "/usr/lib/systemd/system:",
                        "dhcp-interface@.service",
                        "755",
                        "#timeout 60;",
                        "send host-name = gethostname();",
                        "timeout 7; # set by dhcp-all-interfaces",
                        "retry 10; # set by dhcp-all-interfaces",
                        "auto lo",
                        "iface lo inet loopback",
                        "",
                        "source /etc/network/interfaces.d/*",
                        "# How long the boot waits for a link, and then for an address, in seconds.",
                        "DHCP_LINK_TIMEOUT=5",
                        "DHCP_TIMEOUT=7",
                        "dhcp=internal",
                        "ipv4.dhcp-timeout=7",
                        "ipv6.dhcp-timeout=7");
    }

    private Run inRoot(String script) {
        return inRoot(hooks.path(), root, script);
    }

    /** A run of a shell script in a made-up system, in which {@code $hooks} is the hook tree. */
    static Run inRoot(Path hooks, Path root, String script, String... before) {
        List<Object> command = new ArrayList<>(List.of("unshare", "--mount", "--propagation", "private"));
        if (!System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("--map-root-user", "--map-auto"));
        }
        command.add(resource("in-root.sh"));
        command.add(root);
        command.add(hooks);
        command.add("hooks=/tmp/in_target.d\n" + script);
        command.addAll(List.of(before));
        return Run.of(command.toArray());
    }

    private static Path resource(String name) {
        return Path.of("")
                .toAbsolutePath()
                .resolve("src/test/resources/dev/dib/elements")
                .resolve(name);
    }
}
