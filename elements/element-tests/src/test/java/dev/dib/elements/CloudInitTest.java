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

/** The elements around cloud-init: what they write into cloud.cfg.d, and what they refuse. */
class CloudInitTest {

    private static final String SETTINGS = "cd /etc/cloud/cloud.cfg.d; for f in *; do echo \"== $f\"; cat $f; done\n";

    @TempDir
    private Path temporary;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Ec2, ConfigDrive|Ec2, ConfigDrive, None",
                "NoCloud|NoCloud, None",
                "OpenStack None|OpenStack, None",
                "['Ec2', \"OpenStack\"]|Ec2, OpenStack, None",
                "Brand_New.Cloud|Brand_New.Cloud, None"
            })
    void listsDataSources(String variable, String list) throws Exception {
        Run.Result result = MadeUpSystem.in(temporary, "cloud-init-datasources")
                .run("""
                        source $hooks/environment.d/90-cloud-init-datasources
                        $hooks/install.d/05-set-cloud-init-sources
                        cat /etc/cloud/cloud.cfg.d/91-*
                        """)
                .with("DIB_CLOUD_INIT_DATASOURCES", variable)
                .run();
        assertThat(result.output()).as(result.errors()).isEqualTo("datasource_list: [ " + list + " ]\n");
        assertThat(result.errors().contains("none of the data sources known")).isEqualTo(variable.startsWith("Brand"));
    }

    @Test
    void writesWhatSomeDataSourcesNeedAndNoMore() throws Exception {
        Run.Result result = MadeUpSystem.in(temporary, "cloud-init-datasources")
                .run("""
                        DIB_CLOUD_INIT_DATASOURCES='Ec2, ConfigDrive' $hooks/install.d/05-set-cloud-init-sources
                        %1$s
                        DIB_CLOUD_INIT_DATASOURCES=GCE $hooks/install.d/05-set-cloud-init-sources
                        %1$s
                        """.formatted(SETTINGS))
                .run();
        assertThat(result.lines())
                .as(result.errors())
                .containsExactly(
                        "== 91-dib-cloud-init-datasources.cfg",
                        "datasource_list: [ Ec2, ConfigDrive, None ]",
                        "== 92-dib-ec2-datasource.cfg",
                        "datasource:",
                        "  Ec2:",
                        "    strict_id: false",
                        "== 93-dib-disable-network-activation.cfg",
                        "disable_network_activation: true",
                        "== 91-dib-cloud-init-datasources.cfg",
                        "datasource_list: [ GCE, None ]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nocloud|names nocloud, but it is spelt NoCloud",
                "Ec2 $(reboot)|holds what is no name of a data source: $(reboot)",
                "' , '|names no data source"
            })
    void refusesDataSources(String variable, String message) throws Exception {
        Run.Result result = MadeUpSystem.in(temporary, "cloud-init-datasources")
                .run("$hooks/install.d/05-set-cloud-init-sources")
                .with("DIB_CLOUD_INIT_DATASOURCES", variable)
                .run();
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.errors()).contains("DIB_CLOUD_INIT_DATASOURCES " + message);
    }

    @ParameterizedTest
    @CsvSource({
        "cloud-init-datasources, DIB_CLOUD_INIT_DATASOURCES",
        "cloud-init-growpart, DIB_CLOUD_INIT_GROWPART_DEVICES",
        "modprobe-blacklist, DIB_MODPROBE_BLACKLIST"
    })
    void stopsBeforeAnythingIsDoneWithoutAVariable(String element, String variable) throws Exception {
        Path snippet = Elements.file(element, "environment.d/90-" + element);
        String script = "set -eu; source '" + snippet + "'; echo \"$" + variable + "\"";
        Run.Result missing = Run.of("bash", "-c", script).run();
        assertThat(missing.status()).isEqualTo(1);
        assertThat(missing.errors()).contains(variable + " is not set. List ");
        assertThat(Run.of("bash", "-c", script).with(variable, "x").run().output())
                .isEqualTo("x\n");
    }

    @Test
    void seedsFromAFolderOfTheHost() throws Exception {
        MadeUpSystem system = MadeUpSystem.in(temporary, "cloud-init-nocloud");
        var seed = new Folder(Files.createDirectories(temporary.resolve("seed")));
        seed.write("user-data", "#cloud-config\n");
        seed.write("other", "not for cloud-init");
        assertThat(handOver(system, seed.path()).status()).isZero();
        Run.Result result =
                system.run("""
                        source $hooks/environment.d/10-cloud-init-nocloud.bash
                        echo "$DIB_CLOUD_INIT_DATASOURCES"
                        for again in 1 2; do $hooks/install.d/05-inject-local-source-data; done
                        cd /var/lib/cloud/seed/nocloud
                        stat -c '%n %a %s' . *
                        """).with("DIB_CLOUD_INIT_DATASOURCES", "Ec2").run();
        assertThat(result.lines())
                .as(result.errors())
                .startsWith("NoCloud")
                .anyMatch(line -> line.startsWith(". 700 "))
                .endsWith("meta-data 600 0", "user-data 600 14");
    }

    @Test
    void keepsASeedOfAnotherElement() throws Exception {
        Run.Result result =
                MadeUpSystem.in(temporary, "cloud-init-nocloud").run("""
                        mkdir -p /var/lib/cloud/seed/nocloud
                        echo 'instance-id: mine' >/var/lib/cloud/seed/nocloud/meta-data
                        $hooks/install.d/05-inject-local-source-data
                        cd /var/lib/cloud/seed/nocloud; cat *; ls
                        """).run();
        assertThat(result.lines()).as(result.errors()).containsExactly("instance-id: mine", "meta-data", "user-data");
    }

    @ParameterizedTest
    @ValueSource(strings = {"empty", "missing"})
    void refusesASeedThatIsNone(String folder) throws Exception {
        Files.createDirectories(temporary.resolve("empty"));
        Run.Result result = handOver(MadeUpSystem.in(temporary, "cloud-init-nocloud"), temporary.resolve(folder));
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.errors()).startsWith("cloud-init-nocloud: ").contains(folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ /dev/vda3", "[/, /dev/vda3]", "['/', \"/dev/vda3\"]", "- /\n- /dev/vda3", "/,/dev/vda3"})
    void growsDevicesHoweverTheyAreWritten(String variable) throws Exception {
        Run.Result result = MadeUpSystem.in(temporary, "cloud-init-growpart")
                .run("mkdir -p /etc/cloud/cloud.cfg.d; $hooks/post-install.d/55-growpart\n" + SETTINGS)
                .with("DIB_CLOUD_INIT_GROWPART_DEVICES", variable)
                .run();
        assertThat(result.lines())
                .as(result.errors())
                .containsExactly(
                        "== 55-growpart.cfg",
                        "growpart:",
                        "  mode: auto",
                        "  devices: ['/', '/dev/vda3']",
                        "  ignore_growroot_disabled: false");
    }

    @ParameterizedTest
    @CsvSource({
        "'sda1', true, neither a device nor a mount point: sda1",
        "'[]', true, names no device",
        "'/', false, cloud-init is not in the image"
    })
    void refusesToGrow(String variable, boolean withCloudInit, String message) throws Exception {
        String prepare = withCloudInit ? "mkdir -p /etc/cloud/cloud.cfg.d;" : "";
        Run.Result result = MadeUpSystem.in(temporary, "cloud-init-growpart")
                .run(prepare + "$hooks/post-install.d/55-growpart")
                .with("DIB_CLOUD_INIT_GROWPART_DEVICES", variable)
                .run();
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.errors()).contains(message);
    }

    @Test
    void keepsEverythingFromGrowing() throws Exception {
        Run.Result result = MadeUpSystem.in(temporary, "cloud-init-disable-resizefs", "cloud-init-growpart")
                .run("""
                        mkdir -p /etc/cloud/cloud.cfg.d
                        for hook in $hooks/post-install.d/*; do $hook; done
                        cd /etc/cloud/cloud.cfg.d; ls; cat "$(ls | tail -n 1)"
                        """)
                .with("DIB_CLOUD_INIT_GROWPART_DEVICES", "/")
                .run();
        assertThat(result.lines())
                .as(result.errors())
                .containsExactly(
                        "55-growpart.cfg",
                        "95-dib-disable-resizefs.cfg",
                        "growpart:",
                        "  mode: 'off'",
                        "resize_rootfs: false");
    }

    @ParameterizedTest
    @CsvSource({
        "systemd, cloud-init-local cloud-init cloud-config cloud-final",
        "systemd, cloud-init-local cloud-init-main cloud-init-network cloud-config cloud-final"
    })
    void enablesTheUnitsThatThereAre(String init, String units) throws Exception {
        Run.Result result = MadeUpSystem.in(temporary, "cloud-init")
                .run(
                        "mkdir -p /usr/lib/systemd/system; for unit in " + units
                                + "; do : >/usr/lib/systemd/system/$unit.service; done\n"
                                + "$hooks/post-install.d/20-enable-cloud-init",
                        "systemctl")
                .with("DIB_INIT_SYSTEM", init)
                .run();
        assertThat(result.output())
                .as(result.errors())
                .isEqualTo("systemctl enable " + units.replace(" ", ".service\nsystemctl enable ") + ".service\n");
    }

    @Test
    void enablesServicesOfOpenRc() throws Exception {
        Run.Result result = MadeUpSystem.in(temporary, "cloud-init")
                .run("$hooks/post-install.d/20-enable-cloud-init", "rc-update")
                .with("DIB_INIT_SYSTEM", "openrc")
                .run();
        assertThat(result.lines())
                .as(result.errors())
                .containsExactly(
                        "rc-update add cloud-init-local boot",
                        "rc-update add cloud-init default",
                        "rc-update add cloud-config default",
                        "rc-update add cloud-final default");
    }

    @Test
    void failsWhenThePackageBroughtNoUnit() throws Exception {
        Run.Result result = MadeUpSystem.in(temporary, "cloud-init")
                .run("$hooks/post-install.d/20-enable-cloud-init", "systemctl")
                .with("DIB_INIT_SYSTEM", "systemd")
                .run();
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.errors()).contains("brought no unit");
    }

    @ParameterizedTest
    @CsvSource({"yes, true", "1, true", "no, false", "False, false", "'', false"})
    void allowsPasswordsInSsh(String variable, boolean allowed) throws Exception {
        Run.Result result = MadeUpSystem.in(temporary, "cloud-init")
                .run("""
                        DIB_CLOUD_INIT_ALLOW_SSH_PWAUTH=1 $hooks/post-install.d/21-cloud-init-allow-password-auth
                        $hooks/post-install.d/21-cloud-init-allow-password-auth
                        $hooks/post-install.d/22-cloud-init-ssh-genkeytypes
                        cat /etc/cloud/cloud.cfg.d/*
                        """)
                .with("DIB_CLOUD_INIT_ALLOW_SSH_PWAUTH", variable)
                .run();
        String types = "ssh_genkeytypes: ['rsa', 'ecdsa', 'ed25519']\n";
        assertThat(result.output()).as(result.errors()).isEqualTo(allowed ? types + "ssh_pwauth: true\n" : types);
    }

    private static Run.Result handOver(MadeUpSystem system, Path seed) throws Exception {
        return Run.of(Elements.file("cloud-init-nocloud", "extra-data.d/05-cloud-init-nocloud-seed"))
                .with("TMP_HOOKS_PATH", system.hooks().path())
                .with("DIB_CLOUD_INIT_NOCLOUD_SEED", seed)
                .run();
    }
}
