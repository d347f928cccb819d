// SPDX-License-Identifier: Apache-2.0
package dev.dib.elements;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SvcMapTest {

    @TempDir
    private Path root;

    @BeforeEach
    void writeMap() throws Exception {
        new Folder(root).write("usr/share/svc-map/services.tsv", """
                        ssh-server\tdefault\tsshd
                        ssh-server\tfamily:debian\tssh
                        ssh-server\tdistro:ubuntu\tubuntu-ssh
                        cron\tfamily:redhat\tcrond
                        """);
    }

    @ParameterizedTest(name = "{1} on {0} is {2}")
    @CsvSource({
        "debian, ssh-server, ssh",
        "ubuntu, ssh-server, ubuntu-ssh",
        "rocky, ssh-server, sshd",
        "opensuse, ssh-server, sshd",
        "debian, cron, cron",
        "centos7, cron, crond",
        "debian, other, other",
    })
    void mapsServices(String distro, String service, String name) throws Exception {
        Run.Result result = Run.of(Elements.file("svc-map", "bin/svc-map"), service)
                .with("SVC_MAP_ROOT", root)
                .with("DISTRO_NAME", distro)
                .run();
        assertThat(result.status()).isZero();
        assertThat(result.output()).isEqualTo(name + "\n");
    }

    @Test
    void prefersAServiceThatIsThere() throws Exception {
        new Folder(root).write("lib/systemd/system/ssh-server.service", "");
        new Folder(root).write("etc/init/cron.conf", "");
        Run.Result result = Run.of(Elements.file("svc-map", "bin/svc-map"), "ssh-server", "cron")
                .with("SVC_MAP_ROOT", root)
                .with("DISTRO_NAME", "rocky")
                .run();
        assertThat(result.lines()).containsExactly("ssh-server", "cron");
    }

    @Test
    void knowsTheSystemAfterTheBuild() throws Exception {
        new Folder(root).write("etc/os-release", "NAME=\"Debian\"\nID=debian\n");
        Run.Result result = Run.of(Elements.file("svc-map", "bin/svc-map"), "ssh-server")
                .with("SVC_MAP_ROOT", root)
                .run();
        assertThat(result.output()).isEqualTo("ssh\n");
    }

    @Test
    void installsTheMapThatTheBuildHasMerged(@TempDir Path build) throws Exception {
        Run hook = Run.of(Elements.file("svc-map", "extra-data.d/11-copy-svc-map-file"))
                .with("TMP_HOOKS_PATH", build.resolve("hooks"))
                .with("TMP_MOUNT_PATH", build.resolve("mnt"));
        assertThat(hook.run().status()).as("without any map").isZero();
        new Folder(build).write("hooks/dib-decisions/svc-map/services.yaml", "a: {default: b}\n");
        new Folder(build).write("hooks/dib-decisions/svc-map/services.tsv", "a\tdefault\tb\n");
        assertThat(hook.run().status()).isZero();
        assertThat(build.resolve("mnt/usr/share/svc-map/services")).hasContent("a: {default: b}\n");
        assertThat(build.resolve("mnt/usr/share/svc-map/services.tsv")).hasContent("a\tdefault\tb\n");
    }
}
