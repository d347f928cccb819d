// SPDX-License-Identifier: Apache-2.0
package dev.dib.elements;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** simple-init: where glean comes from, and how it is told to install itself. */
class SimpleInitTest {

    @TempDir
    private Path temporary;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "debian|bookworm|''|''|0|0 package None",
                "centos|9-stream|''|''|0|1 package None",
                "debian|bookworm|repo|''|0|0 source None",
                "ubuntu|noble|package|''|0|0 package None",
                "centos|7|''|0|0|0 package None",
                "rocky|9|''|0|1|rocky 9 has only NetworkManager",
                "centos|10-stream|''|0|1|centos 10-stream has only NetworkManager",
                "debian|bookworm|git|''|1|\"git\", but has to be source, repo or package"
            })
    void choosesBySettingsAndDistribution(
            String distribution, String release, String type, String networkManager, int status, String outcome)
            throws Exception {
        Path snippets = Elements.file("simple-init", "environment.d");
        Run run = Run.of("bash", "-euc", """
                        source '%1$s/15-simple-init'
                        source '%1$s/50-disable-cloud-init'
                        echo "$DIB_SIMPLE_INIT_NETWORKMANAGER $DIB_INSTALLTYPE_glean $DIB_CLOUD_INIT_DATASOURCES"
                        """.formatted(snippets))
                .with("DISTRO_NAME", distribution)
                .with("DIB_RELEASE", release)
                .with("DIB_INSTALLTYPE_simple_init", type)
                .with("DIB_CLOUD_INIT_DATASOURCES", "Ec2");
        if (!networkManager.isEmpty()) {
            run.with("DIB_SIMPLE_INIT_NETWORKMANAGER", networkManager);
        }
        Run.Result result = run.run();
        assertThat(result.status()).as(result.errors()).isEqualTo(status);
        assertThat(result.output() + result.errors()).contains(outcome);
    }

    @ParameterizedTest
    @CsvSource({
        "source, '', 'glean'",
        "source, 1.24.0, 'glean==1.24.0'",
        "repo, '', '/tmp/glean.git'",
    })
    void installsGleanIntoAnEnvironmentOfItsOwn(String type, String version, String what) throws Exception {
        Run.Result result = MadeUpSystem.in(temporary, "simple-init")
                .run("""
                        mkdir -p /usr/local/sbin
                        cat >/usr/local/sbin/python3 <<'PROGRAM'
                        #!/bin/sh
                        echo "python3 $*"
                        mkdir -p "$3/bin"
                        printf '#!/bin/sh\\necho "pip $*"\\n' >"$3/bin/pip"
                        chmod 0755 "$3/bin/pip"
                        PROGRAM
                        chmod 0755 /usr/local/sbin/python3
                        sed -i 's|/usr/glean|/srv/glean|' $hooks/simple-init/install-glean
                        cp $hooks/install.d/simple-init-%s-install/40-glean $hooks/install.d/40-glean
                        $hooks/install.d/40-glean
                        readlink /usr/local/bin/glean-install
                        """.formatted(type))
                .with("DIB_SIMPLE_INIT_GLEAN_VERSION", version)
                .run();
        assertThat(result.lines())
                .as(result.errors())
                .containsExactly(
                        "python3 -m venv /srv/glean",
                        "pip install --no-cache-dir --disable-pip-version-check pbr",
                        "pip install --no-cache-dir --disable-pip-version-check " + what,
                        "/srv/glean/bin/glean-install");
    }

    @ParameterizedTest
    @CsvSource({"0, 0, ''", "1, 0, --use-nm", "0, 1, --no-dhcp-fallback", "1, 1, --use-nm --no-dhcp-fallback"})
    void tellsGleanHowToInstallItself(String networkManager, String noFallback, String options) throws Exception {
        Run.Result result = MadeUpSystem.in(temporary, "simple-init")
                .run("$hooks/install.d/50-simple-init", "glean-install")
                .with("DIB_SIMPLE_INIT_NETWORKMANAGER", networkManager)
                .with("DIB_SIMPLE_INIT_NO_DHCP_FALLBACK", noFallback)
                .run();
        assertThat(result.output().strip()).as(result.errors()).isEqualTo(("glean-install " + options).strip());
    }

    @Test
    void forgetsTheInterfacesOfTheBaseImage() throws Exception {
        Run.Result result = MadeUpSystem.in(temporary, "simple-init").run("""
                        mkdir -p /etc/network/interfaces.d /etc/sysconfig/network-scripts
                        echo 'iface ens3 inet dhcp' >/etc/network/interfaces
                        : >/etc/network/interfaces.d/eth0
                        : >/etc/sysconfig/network-scripts/ifcfg-ens3
                        : >/etc/sysconfig/network-scripts/ifcfg-lo
                        for again in 1 2; do $hooks/install.d/60-simple-init-remove-interfaces; done
                        cat /etc/network/interfaces
                        find /etc/network /etc/sysconfig -type f | sort
                        """).run();
        assertThat(result.lines())
                .as(result.errors())
                .containsExactly(
                        "auto lo",
                        "iface lo inet loopback",
                        "",
                        "source /etc/network/interfaces.d/*",
                        "/etc/network/interfaces",
                        "/etc/sysconfig/network-scripts/ifcfg-lo");
    }

    @ParameterizedTest
    @CsvSource({
        "systemd, debian, 0, ''",
        "systemd, opensuse, 0, systemctl enable wicked.service",
        "openrc, gentoo, 0, ''",
        "launchd, debian, 1, ''"
    })
    void startsWithTheMachine(String init, String distribution, int status, String command) throws Exception {
        Run.Result result = MadeUpSystem.in(temporary, "simple-init")
                .run("$hooks/post-install.d/80-simple-init", "systemctl")
                .with("DIB_INIT_SYSTEM", init)
                .with("DISTRO_NAME", distribution)
                .run();
        assertThat(result.status()).as(result.errors()).isEqualTo(status);
        assertThat(result.output().strip()).isEqualTo(command);
    }
}
