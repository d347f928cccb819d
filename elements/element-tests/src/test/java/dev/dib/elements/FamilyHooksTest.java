// SPDX-License-Identifier: Apache-2.0
package dev.dib.elements;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What elements of distributions do with mirrors, kernels and boot entries, in made-up systems. */
class FamilyHooksTest {

    private static final String MIRROR = "http://mirror.example/pub";

    @TempDir
    private Path temporary;

    @ParameterizedTest
    @CsvSource({
        "amd64,http://archive.ubuntu.com/ubuntu",
        "x86_64,http://archive.ubuntu.com/ubuntu",
        "arm64,http://ports.ubuntu.com/ubuntu-ports",
        "aarch64,http://ports.ubuntu.com/ubuntu-ports",
        "ppc64el,http://ports.ubuntu.com/ubuntu-ports"
    })
    void ubuntuHasAServerForEachArchitecture(String arch, String mirror) throws Exception {
        Run.Result result = sources("echo $DIB_DISTRIBUTION_MIRROR $DIB_RELEASE $DIB_INIT_SYSTEM $EFI_BOOT_DIR")
                .with("ARCH", arch)
                .run();
        assertThat(result.output()).as(result.errors()).isEqualTo(mirror + " noble systemd EFI/ubuntu\n");
    }

    @Test
    void ubuntuMinimalWritesPackageSourcesAndKeys() throws Exception {
        Path key = new Folder(temporary).write("ubuntu.gpg", "key");
        Run.Result result = sources("$TMP_HOOKS_PATH/root.d/05-ubuntu-sources; head $TMP_HOOKS_PATH/apt-sources/*")
                .with("DIB_UBUNTU_KEYRING", key)
                .with("DIB_DISTRIBUTION_MIRROR", MIRROR + "/")
                .with("DIB_UBUNTU_MIRROR_DISTS", "updates,security")
                .run();
        assertThat(result.status()).as(result.errors()).isZero();
        assertThat(result.lines())
                .contains(
                        "deb " + MIRROR + " noble main universe",
                        "deb " + MIRROR + " noble-updates main universe",
                        "deb " + MIRROR + " noble-security main universe",
                        "key")
                .noneMatch(line -> line.contains("backports"));
        assertThat(temporary.resolve("hooks/apt-sources/keyring.gpg")).hasContent("key");
    }

    @Test
    void ubuntuMinimalDoesWithoutOtherSuitesAndWithTheKeyOfTheMirror() throws Exception {
        Run.Result result = sources("$TMP_HOOKS_PATH/root.d/05-ubuntu-sources; ls $TMP_HOOKS_PATH/apt-sources")
                .with("DIB_APT_KEYRING", "/some/key.gpg")
                .with("DIB_UBUNTU_MIRROR_DISTS", "none")
                .run();
        assertThat(result.status()).as(result.errors()).isZero();
        assertThat(result.lines()).endsWith("default.list").doesNotContain("keyring.gpg", "updates.list");
    }

    @ParameterizedTest
    @CsvSource({
        "DIB_UBUNTU_KEYRING,/nowhere,there is no /nowhere",
        "DIB_UBUNTU_KERNEL,linux-image-fast,linux-image-lowlatency",
        "DIB_RELEASE,warty,no kernel for hardware enablement is known for the release warty",
        "ARCH,arm64,linux-image-kvm is for amd64 only"
    })
    void ubuntuMinimalSaysWhatIsWrong(String variable, String value, String message) throws Exception {
        String kernel = variable.equals("ARCH") ? "linux-image-kvm" : "linux-image-hwe";
        Run.Result result = sources("$TMP_HOOKS_PATH/root.d/05-ubuntu-sources")
                .with("DIB_UBUNTU_KERNEL", kernel)
                .with(variable, value)
                .run();
        assertThat(result.status()).isNotZero();
        assertThat(result.errors()).contains(message);
    }

    @Test
    void ubuntuTakesTheMirrorInBothForms() throws Exception {
        MadeUpSystem system = MadeUpSystem.in(temporary, "ubuntu");
        Run.Result result = system.run("""
                        mkdir -p /etc/apt/sources.list.d /etc/apt/apt.conf.d
                        cat >/etc/apt/sources.list <<'END'
                        # deb http://archive.ubuntu.com/ubuntu noble main
                        deb http://de.archive.ubuntu.com/ubuntu/ noble main
                        deb http://security.ubuntu.com/ubuntu/ noble-security universe
                        deb http://archive.canonical.com/ubuntu noble partner
                        END
                        cat >/etc/apt/sources.list.d/ubuntu.sources <<'END'
                        Types: deb
                        URIs: http://ports.ubuntu.com/ubuntu-ports/ https://archive.ubuntu.com/ubuntu
                        Suites: noble noble-updates
                        Signed-By: /usr/share/keyrings/ubuntu-archive-keyring.gpg
                        END
                        $hooks/pre-install.d/01-set-ubuntu-mirror >/dev/null
                        cat /etc/apt/sources.list /etc/apt/sources.list.d/ubuntu.sources /etc/apt/apt.conf.d/*
                        """)
                .with("DIB_DISTRIBUTION_MIRROR", MIRROR + "?a&b")
                .with("DIB_DISTRIBUTION_MIRROR_UBUNTU_IGNORE", "(universe|multiverse)")
                .with("DIB_DISTRIBUTION_MIRROR_UBUNTU_INSECURE", "1")
                .with("SIGNED_BY", "/etc/apt/mirror.gpg")
                .run();
        assertThat(result.lines())
                .as(result.errors())
                .containsExactly(
                        "# deb http://archive.ubuntu.com/ubuntu noble main",
                        "deb " + MIRROR + "?a&b/ noble main",
                        "deb http://security.ubuntu.com/ubuntu/ noble-security universe",
                        "deb http://archive.canonical.com/ubuntu noble partner",
                        "Types: deb",
                        "URIs: " + MIRROR + "?a&b/ " + MIRROR + "?a&b",
                        "Suites: noble noble-updates",
                        "Signed-By: /etc/apt/mirror.gpg",
                        "APT::Get::AllowUnauthenticated \"true\";",
                        "Acquire::AllowInsecureRepositories \"true\";");
    }

    @Test
    void ubuntuLeavesItsOwnServersAlone() throws Exception {
        MadeUpSystem system = MadeUpSystem.in(temporary, "ubuntu");
        Run.Result result = system.run("""
                        mkdir -p /etc/apt/apt.conf.d
                        echo 'deb http://security.ubuntu.com/ubuntu noble-security main' >/etc/apt/sources.list
                        $hooks/pre-install.d/01-set-ubuntu-mirror
                        cat /etc/apt/sources.list
                        ls /etc/apt/apt.conf.d
                        """)
                .with("DIB_DISTRIBUTION_MIRROR", "http://archive.ubuntu.com/ubuntu")
                .run();
        assertThat(result.lines())
                .as(result.errors())
                .contains("deb http://security.ubuntu.com/ubuntu noble-security main")
                .doesNotContain("95allow-unauthenticated");
    }

    @Test
    void ubuntuSignedWantsASignedKernel() throws Exception {
        MadeUpSystem system = MadeUpSystem.in(temporary, "ubuntu-signed");
        String script = """
                mkdir -p /boot
                touch /boot/vmlinuz-6.8.0-1-generic
                printf '#!/bin/sh\\necho "$OWNER: $2"\\n' >/usr/local/sbin/dpkg-query
                chmod 0755 /usr/local/sbin/dpkg-query
                PATH=/usr/local/sbin:$PATH $hooks/post-install.d/90-get-signed-kernel
                """;
        Run.Result result =
                system.run(script).with("OWNER", "linux-image-6.8.0-1-generic").run();
        assertThat(result.status()).as(result.errors()).isZero();
        result = system.run(script)
                .with("OWNER", "linux-image-unsigned-6.8.0-1-generic")
                .run();
        assertThat(result.status()).isNotZero();
        assertThat(result.errors()).contains("/boot/vmlinuz-6.8.0-1-generic is not a signed kernel");
        result = system.run("mkdir -p /boot; touch /boot/vmlinuz-4.4.0-{9,10}-generic.efi.signed\n"
                        + "$hooks/post-install.d/90-get-signed-kernel; cat /dib-signed-kernel-version")
                .run();
        assertThat(result.lines())
                .as(result.errors())
                .endsWith("DIB_SIGNED_KERNEL_VERSION=4.4.0-10-generic.efi.signed");
    }

    @Test
    void ubuntuSignedPutsShimWhereFirmwareLooks() throws Exception {
        MadeUpSystem system = MadeUpSystem.in(temporary, "ubuntu-signed");
        Run.Result result = system.run("$hooks/finalise.d/60-signed-boot-loader")
                .with("DIB_BLOCK_DEVICE", "efi")
                .with("ARCH", "amd64")
                .run();
        assertThat(result.status()).isNotZero();
        assertThat(result.errors()).contains("none of /usr/lib/shim/shimx64.efi.signed.latest");

        String script = """
                mkdir -p /over/work /over/lib/shim /over/lib/grub/x86_64-efi-signed /boot/efi/EFI/BOOT
                echo shim >/over/lib/shim/shimx64.efi.signed
                echo grub >/over/lib/grub/x86_64-efi-signed/grubx64.efi.signed
                mount -t overlay -o lowerdir=/usr/lib,upperdir=/over/lib,workdir=/over/work,userxattr overlay /usr/lib
                echo loader >/boot/efi/EFI/BOOT/BOOTX64.EFI
                $hooks/finalise.d/60-signed-boot-loader
                head /boot/efi/EFI/BOOT/* /boot/efi/EFI/ubuntu/grub.cfg
                """;
        result = system.run(script)
                .with("DIB_BLOCK_DEVICE", "efi")
                .with("ARCH", "x86_64")
                .with("DIB_ROOT_UUID", "1234-abcd")
                .run();
        assertThat(result.output())
                .as(result.errors())
                .contains("BOOTX64.EFI <==\nshim\n", "grubx64.efi <==\ngrub\n")
                .endsWith("search.fs_uuid 1234-abcd root\nset prefix=($root)/boot/grub\nconfigfile $prefix/grub.cfg\n");
        result = system.run(script).with("DIB_BLOCK_DEVICE", "mbr").run();
        assertThat(result.output()).contains("No EFI system partition", "loader");
    }

    @Test
    void centosTakesTheMirrorForItsRepositories() throws Exception {
        MadeUpSystem system = MadeUpSystem.in(temporary, "centos");
        Run.Result result = system.run("""
                        ln -s /usr/bin/mawk /usr/local/sbin/awk
                        mkdir -p /etc/yum.repos.d
                        cat >/etc/yum.repos.d/centos.repo <<'END'
                        [baseos]
                        metalink=https://mirrors.centos.org/metalink?repo=centos-baseos-$stream&arch=$basearch&protocol=https,http
                        [baseos-source]
                        metalink=https://mirrors.centos.org/metalink?repo=centos-baseos-source-$stream&arch=source&protocol=https,http
                        [crb]
                        metalink=https://mirrors.centos.org/metalink?repo=centos-crb-$stream&arch=$basearch&protocol=https,http
                        END
                        cat >/etc/yum.repos.d/centos-addons.repo <<'END'
                        metalink=https://mirrors.centos.org/metalink?repo=centos-extras-sig-extras-common-$stream&arch=$basearch
                        END
                        $hooks/pre-install.d/00-02-set-centos-mirror >/dev/null
                        cat /etc/yum.repos.d/centos.repo /etc/yum.repos.d/centos-addons.repo
                        """)
                .with("DIB_DISTRIBUTION_MIRROR", MIRROR)
                .with("DIB_RELEASE", "9-stream")
                .run();
        assertThat(result.lines())
                .as(result.errors())
                .containsExactly(
                        "[baseos]",
                        "baseurl=" + MIRROR + "/9-stream/BaseOS/$basearch/os/",
                        "[baseos-source]",
                        "metalink=https://mirrors.centos.org/metalink?repo=centos-baseos-source-$stream&arch=source&protocol=https,http",
                        "[crb]",
                        "baseurl=" + MIRROR + "/9-stream/CRB/$basearch/os/",
                        "baseurl=" + MIRROR + "/SIGs/9-stream/extras/$basearch/extras-common/");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fedora          | 00-02-set-fedora-mirror | fedora.repo | #baseurl=http://download.example/pub/fedora/linux/releases/x | releases/x",
                "rocky-container | 00-set-rocky-mirror     | rocky.repo  | #baseurl=http://dl.rockylinux.org/$contentdir/$releasever/x   | $releasever/x",
            })
    void mirrorsTakeThePlaceOfLists(String element, String hook, String file, String before, String after)
            throws Exception {
        MadeUpSystem system = MadeUpSystem.in(temporary, element);
        Run.Result result = system.run("mkdir -p /etc/yum.repos.d\nprintf '%s\\n' '[x]' '" + before
                        + "' metalink=https://a mirrorlist=https://b enabled=1 >/etc/yum.repos.d/" + file
                        + "\n$hooks/pre-install.d/" + hook + " >/dev/null\ngrep -v metalink /etc/yum.repos.d/" + file)
                .with("DIB_DISTRIBUTION_MIRROR", MIRROR + "/")
                .run();
        assertThat(result.lines())
                .as(result.errors())
                .contains("[x]", "baseurl=" + MIRROR + "/" + after, "enabled=1")
                .doesNotContain("mirrorlist=https://b");
    }

    @Test
    void epelIsThereForThoseThatHaveIt() throws Exception {
        MadeUpSystem system = MadeUpSystem.in(temporary, "epel");
        String script = """
                mkdir -p /etc/yum.repos.d
                printf '%s\\n' '[epel]' '#baseurl=https://download.example/pub/epel/9/Everything/$basearch/' metalink=https://a enabled=1 \\
                    >/etc/yum.repos.d/epel.repo
                $hooks/pre-install.d/05-rpm-epel-release
                cat /etc/yum.repos.d/epel.repo
                """;
        Run.Result result = system.run(script, "install-packages")
                .with("DISTRO_NAME", "centos")
                .with("DIB_EPEL_MIRROR", MIRROR)
                .with("DIB_EPEL_DISABLED", "1")
                .run();
        assertThat(result.lines())
                .as(result.errors())
                .contains(
                        "install-packages epel-release", "baseurl=" + MIRROR + "/9/Everything/$basearch/", "enabled=0")
                .doesNotContain("metalink=https://a");
        result = system.run(script, "install-packages")
                .with("DISTRO_NAME", "debian")
                .run();
        assertThat(result.status()).isZero();
        assertThat(result.output()).contains("There is no EPEL for debian").doesNotContain("install-packages");
    }

    @Test
    void centosGivesBootEntriesTheIdOfTheBuild() throws Exception {
        MadeUpSystem system = MadeUpSystem.in(temporary, "centos");
        String id = "0123456789abcdef".repeat(2);
        Run.Result result =
                system.run("""
                        mkdir -p /boot/loader/entries
                        touch /boot/loader/entries/{ffffffffffffffffffffffffffffffff-5.14.0,other}.conf
                        $hooks/pre-install.d/02-set-machine-id
                        echo %s >/etc/machine-id
                        $hooks/post-install.d/03-reset-bls-entries
                        ls /boot/loader/entries
                        """.formatted(id), "systemd-machine-id-setup").run();
        assertThat(result.lines())
                .as(result.errors())
                .startsWith("systemd-machine-id-setup ")
                .endsWith(id + "-5.14.0.conf", "other.conf");
    }

    @ParameterizedTest
    @CsvSource({"centos,8-stream", "centos-minimal,8-stream", "fedora,forty", "fedora-minimal,40b"})
    void releasesThatAreNotServedAreRefused(String element, String release) throws Exception {
        Run.Result result =
                environment("true", element).with("DIB_RELEASE", release).run();
        assertThat(result.status()).isNotZero();
        assertThat(result.errors()).contains("DIB_RELEASE is \"" + release + "\"");
    }

    private Run sources(String script) throws Exception {
        return environment(script, "debootstrap", "ubuntu-common", "ubuntu-minimal")
                .with("ARCH", "amd64");
    }

    /** A script with what elements have in environment.d, as the build sources it. */
    private Run environment(String script, String... elements) throws Exception {
        var hooks = new Folder(Files.createDirectories(temporary.resolve("hooks")));
        for (String element : elements) {
            hooks.merge(Elements.content(element));
        }
        return Run.of(
                        "bash",
                        "-euo",
                        "pipefail",
                        "-c",
                        "for file in \"$TMP_HOOKS_PATH\"/environment.d/*; do source \"$file\"; done\n" + script)
                .with("TMP_HOOKS_PATH", hooks.path());
    }
}
