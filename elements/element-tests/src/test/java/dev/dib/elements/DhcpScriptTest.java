// SPDX-License-Identifier: Apache-2.0
package dev.dib.elements;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the boot script against made-up interfaces; what asks for addresses only records that it was called. */
class DhcpScriptTest {

    private static final Path SCRIPT = Elements.file("dhcp-all-interfaces", "install.d/dhcp-all-interfaces.sh");

    @TempDir
    private Path root;

    private Folder folder;
    private Folder commands;

    @BeforeEach
    void makeMachine() throws Exception {
        folder = new Folder(root);
        commands = new Folder(root.resolve("bin"));
        commands.recorder("ifup");
        commands.script("ip", "#!/bin/sh\n");
        commands.script("ifquery", "#!/bin/sh\nexit 1\n");
        commands.script("systemctl", "#!/bin/sh\nexit 3\n");
        commands.script("rdisc6", "#!/bin/sh\nexit 2\n");
        commands.recorder("dhclient");
        Files.createDirectories(root.resolve("etc/network"));
        card("eth0", 1);
    }

    @Test
    void configuresACardWithALink() throws Exception {
        Run.Result result = run("eth0");
        assertThat(result.status()).as(result.errors()).isZero();
        Path stanza = root.resolve("run/dhcp-all-interfaces/eth0.interfaces");
        assertThat(commands.calls()).isEqualTo("ifup --force --interfaces=" + stanza + " eth0\n");
        assertThat(stanza).hasContent("iface eth0 inet dhcp\n");
    }

    @Test
    void configuresAllOfThem() throws Exception {
        card("enp1s0", 1);
        card("lo", 1);
        folder.write("sys/lo/type", "772\n");
        assertThat(run().status()).isZero();
        assertThat(commands.calls()).contains(" eth0\n", " enp1s0\n").doesNotContain(" lo\n");
    }

    @Test
    void leavesAloneWhatIsNotOurs() throws Exception {
        card("br0", 1);
        folder.write("sys/br0/addr_assign_type", "3\n");
        assertThat(run("br0").output()).contains("not a network card");
        card("eth1", 1);
        folder.write("sys/eth1/master/x", "");
        assertThat(run("eth1").output()).contains("part of a bridge");
        card("wlan0", 1);
        folder.write("sys/wlan0/wireless/x", "");
        assertThat(run("wlan0").output()).contains("wireless");
        assertThat(run("gone").output()).contains("no such interface");
        folder.write("run/systemd/netif/links/7", "ADMIN_STATE=configuring\n");
        folder.write("sys/eth0/ifindex", "7\n");
        assertThat(run("eth0").output()).contains("systemd-networkd");
        folder.write("run/dhclient.eth0.pid", ProcessHandle.current().pid() + "\n");
        assertThat(run("eth0").output()).contains("skipped: its DHCP client is running");
        Files.delete(root.resolve("run/dhclient.eth0.pid"));
        commands.script("systemctl", "#!/bin/sh\nexit 0\n");
        assertThat(run("eth0").output()).contains("NetworkManager");
        commands.script("ifquery", "#!/bin/sh\necho 'address: x'\n");
        assertThat(run("eth0").output()).contains("/etc/network/interfaces");
        assertThat(commands.calls()).isEmpty();
    }

    @Test
    void takesAVlanOfACard() throws Exception {
        card("eth0.42", 1);
        folder.write("sys/eth0.42/addr_assign_type", "2\n");
        assertThat(run("eth0.42").status()).isZero();
        assertThat(commands.calls()).contains(" eth0.42\n");
        card("veth.42", 1);
        folder.write("sys/veth.42/addr_assign_type", "2\n");
        assertThat(run("veth.42").output()).contains("not a network card");
    }

    @Test
    void doesNotWaitForALinkThatComesLater() throws Exception {
        folder.write("sys/eth0/carrier", "0\n");
        Run.Result result = run("eth0");
        assertThat(result.status()).isZero();
        assertThat(result.output()).contains("no link yet");
        assertThat(commands.calls()).isEmpty();
        folder.write("sys/eth0/carrier", "1\n");
        awaitCalls(" eth0\n");
    }

    @Test
    void triesOnAfterAFailure() throws Exception {
        commands.script(
                "ifup",
                "#!/bin/sh\nrm " + root + "/bin/ifup\nmv " + root + "/bin/later " + root + "/bin/ifup\nexit 1\n");
        commands.recorder("later");
        Run.Result result = run("eth0");
        assertThat(result.status()).isZero();
        assertThat(result.output()).contains("no address yet");
        awaitCalls("later ");
    }

    @Test
    void endsWithItsInterface() throws Exception {
        card("vanishing0", 0);
        assertThat(run("vanishing0").output()).contains("no link yet");
        assertThat(waiting()).isTrue();
        Run.of("rm", "-r", root.resolve("sys/vanishing0")).run();
        await(() -> !waiting());
    }

    private static boolean waiting() {
        return ProcessHandle.allProcesses()
                .anyMatch(process -> process.info().commandLine().orElse("").endsWith(SCRIPT + " vanishing0"));
    }

    @Test
    void speaksDhcpv6OnlyIfTheRouterSaysSo() throws Exception {
        commands.script("rdisc6", """
                #!/bin/sh
                echo 'Stateful address conf.    :          Yes'
                echo 'Stateful other conf.      :          Yes'
                """);
        assertThat(run("eth0").status()).isZero();
        awaitCalls("dhclient -6 -nw -pf /run/dhclient6.eth0.pid eth0\n");
    }

    private void awaitCalls(String expected) throws Exception {
        await(() -> commands.calls().contains(expected));
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        Instant end = Instant.now().plus(Duration.ofSeconds(20));
        while (!condition.call() && Instant.now().isBefore(end)) {
            Thread.sleep(50);
        }
        assertThat(condition.call()).isTrue();
    }

    private void card(String name, int carrier) throws Exception {
        folder.write("sys/" + name + "/addr_assign_type", "0\n");
        folder.write("sys/" + name + "/carrier", carrier + "\n");
        folder.write("sys/" + name + "/type", "1\n");
    }

    private Path settings() throws Exception {
        return folder.write("settings", """
                DHCP_TIMEOUT=2
                DHCP_LINK_TIMEOUT=0
                DHCP_RETRY_PAUSE=0.1
                DHCP_SYSFS=%s/sys
                DHCP_ROOT=%s
                """.formatted(root, root));
    }

    private Run.Result run(String... interfaces) throws Exception {
        Object[] command = new Object[interfaces.length + 2];
        command[0] = "sh";
        command[1] = SCRIPT;
        System.arraycopy(interfaces, 0, command, 2, interfaces.length);
        return Run.of(command)
                .commandsIn(commands.path())
                .with("DHCP_SETTINGS", settings())
                .run();
    }
}
