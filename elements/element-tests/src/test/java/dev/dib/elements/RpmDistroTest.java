// SPDX-License-Identifier: Apache-2.0
package dev.dib.elements;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The hooks of rpm-distro, redhat-common, centos7 and of the elements about SELinux, in a made-up system. */
class RpmDistroTest {

    private static final String REPOSITORIES = """
            mkdir -p /etc/yum.repos.d
            cat >/etc/yum.repos.d/CentOS-Base.repo <<'FILE'
            [base]
            name=CentOS-$releasever - Base
            mirrorlist=http://mirrorlist.centos.org/?release=$releasever&arch=$basearch&repo=os
            #baseurl=http://mirror.centos.org/centos/$releasever/os/$basearch/
            [contrib]
            #baseurl=http://mirror.centos.org/$contentdir/$releasever/contrib/$basearch/
            [mine]
            baseurl=http://example.org/centos/$releasever/mine/
            FILE
            echo '#baseurl=http://mirror.centos.org/centos/$releasever/os/' >/etc/yum.repos.d/other.repo
            """;

    @TempDir
    private Path temporary;

    @ParameterizedTest
    @CsvSource({
        "amd64, '', http://vault.centos.org/7.9.2009",
        "arm64, '', http://vault.centos.org/altarch/7.9.2009",
        "ppc64el, '', http://vault.centos.org/altarch/7.9.2009",
        "amd64, http://mirror.example/centos/, http://mirror.example/centos/$releasever"
    })
    void theMirrorIsTheVaultOrAnother(String architecture, String mirror, String url) throws Exception {
        var system = MadeUpSystem.in(temporary, "centos7");
        Run.Result result = system.run(REPOSITORIES + """
                        $hooks/pre-install.d/01-set-centos-mirror >/dev/null
                        $hooks/pre-install.d/01-set-centos-mirror >/dev/null
                        grep -v name= /etc/yum.repos.d/CentOS-Base.repo
                        cat /etc/yum.repos.d/other.repo
                        ls /etc/yum.repos.d
                        """)
                .with("ARCH", architecture)
                .with("DIB_DISTRIBUTION_MIRROR", mirror)
                .run();
        assertThat(result.lines())
                .as(result.errors())
                .containsExactly(
                        "[base]",
                        "baseurl=" + url + "/os/$basearch/",
                        "[contrib]",
                        "baseurl=" + url + "/contrib/$basearch/",
                        "[mine]",
                        "baseurl=http://example.org/centos/$releasever/mine/",
                        "#baseurl=http://mirror.centos.org/centos/$releasever/os/",
                        "CentOS-Base.repo",
                        "other.repo");
    }

    @Test
    void anImageWithoutTheFileOfRepositoriesStaysAsItIs() throws Exception {
        Run.Result result = MadeUpSystem.in(temporary, "centos7")
                .run("$hooks/pre-install.d/01-set-centos-mirror; find /etc -name '*.repo*'")
                .with("ARCH", "amd64")
                .run();
        assertThat(result.output())
                .startsWith("centos7: there is no /etc/yum.repos.d/CentOS-Base.repo")
                .hasLineCount(1);
    }

    @Test
    void theEnvironmentNamesTheDistribution() throws Exception {
        Run.Result result =
                MadeUpSystem.in(temporary, "centos7", "redhat-common").run("""
                        for file in $hooks/environment.d/*; do . "$file"; done
                        echo "$DISTRO_NAME $DIB_RELEASE $YUM $EFI_BOOT_DIR $DIB_INIT_SYSTEM"
                        echo "$DIB_PACKAGE_INSTALLS_EARLY $DIB_DISABLE_KERNEL_CLEANUP"
                        """).run();
        assertThat(result.lines()).as(result.errors()).containsExactly("centos7 7 yum EFI/centos systemd", "1 0");
    }

    @Test
    void sudoRunsWithoutATerminalAndFindsTheCommandsOfElements() throws Exception {
        Run.Result result = MadeUpSystem.in(temporary, "rpm-distro").run("""
                        cat >/etc/sudoers <<'FILE'
                        # You have to run "ssh -t hostname sudo <cmd>".
                        Defaults    requiretty
                        Defaults:somebody requiretty
                        Defaults    secure_path = /sbin:/bin:/usr/sbin:/usr/bin
                        root    ALL=(ALL)       ALL
                        FILE
                        for again in 1 2; do
                            $hooks/pre-install.d/00-fix-requiretty
                            $hooks/pre-install.d/00-usr-local-bin-secure-path
                        done
                        cat /etc/sudoers
                        stat -c %a /etc/sudoers
                        rm /etc/sudoers
                        $hooks/pre-install.d/00-fix-requiretty
                        $hooks/pre-install.d/00-usr-local-bin-secure-path
                        """).run();
        assertThat(result.status()).as(result.errors()).isZero();
        assertThat(result.lines())
                .containsExactly(
                        "Defaults:somebody requiretty",
                        "Defaults    secure_path = /sbin:/bin:/usr/sbin:/usr/bin:/usr/local/bin",
                        "root    ALL=(ALL)       ALL",
                        "440",
                        "No sudo in the image yet");
    }

    @ParameterizedTest
    @CsvSource({
        "amd64, yum, centos7, yum, x86_64, centos",
        "aarch64, yum, centos7, yum, aarch64, altarch",
        "ppc64el, dnf, fedora, dnf, ppc64le, ''",
        "s390x, dnf5, fedora, dnf, s390x, ''"
    })
    void thePackageManagerIsToldTheArchitecture(
            String architecture, String manager, String distribution, String folder, String name, String content)
            throws Exception {
        Run.Result result = MadeUpSystem.in(temporary, "rpm-distro")
                .run("$hooks/pre-install.d/01-override-yum-arch\ngrep -r . /etc/*/vars | sort")
                .with("ARCH", architecture)
                .with("YUM", manager)
                .with("DISTRO_NAME", distribution)
                .run();
        String vars = "/etc/" + folder + "/vars/";
        assertThat(result.output())
                .as(result.errors())
                .isEqualTo(vars + "arch:" + name + "\n" + vars + "basearch:" + name + "\n"
                        + (content.isEmpty() ? "" : vars + "contentdir:" + content + "\n"));
    }

    @Test
    void anArchitectureOfNoDistributionIsRefused() throws Exception {
        Run.Result result = MadeUpSystem.in(temporary, "rpm-distro")
                .run("$hooks/pre-install.d/01-override-yum-arch")
                .with("ARCH", "armhf")
                .with("DISTRO_NAME", "centos7")
                .run();
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.errors()).contains("no distribution with RPM is built for armhf");
    }

    @Test
    void theSystemIsToldItsRootAndNetwork() throws Exception {
        Run.Result result = MadeUpSystem.in(temporary, "rpm-distro")
                .run("""
                        printf '%s\\n' '# / of the cloud image' 'UUID=1 / xfs defaults 0 0' 'UUID=2 /boot ext4 defaults 0 0' >/etc/fstab
                        for again in 1 2; do
                            $hooks/install.d/80-disable-rfc3041
                            $hooks/post-install.d/05-fstab-rootfs-label
                            $hooks/post-install.d/06-network-config-nonzeroconf
                        done
                        cat /etc/fstab /etc/sysconfig/network /etc/sysctl.d/*
                        ls /etc/fstab*
                        """)
                .with("DIB_ROOT_LABEL", "cloudimg-rootfs")
                .run();
        assertThat(result.lines())
                .as(result.errors())
                .containsExactly(
                        "# / of the cloud image",
                        "UUID=2 /boot ext4 defaults 0 0",
                        "LABEL=cloudimg-rootfs / ext4 defaults 1 1",
                        "NOZEROCONF=yes",
                        "net.ipv6.conf.all.use_tempaddr = 0",
                        "net.ipv6.conf.default.use_tempaddr = 0",
                        "/etc/fstab");
    }

    @Test
    void theBootLoaderOfTheCloudImageIsRemoved() throws Exception {
        var system = MadeUpSystem.in(temporary, "redhat-common");
        String script = """
                mkdir -p /boot/grub2
                touch /boot/grub2/grub.cfg /boot/grub2/device.map /boot/grub2/grubenv
                $hooks/pre-install.d/15-remove-grub
                ls /boot/grub2
                """;
        assertThat(system.run(script, "rpm", "install-packages").run().lines())
                .containsExactly("install-packages -e grub2", "grubenv");
        assertThat(system.run(standIn("rpm", "exit 1") + script, "install-packages")
                        .run()
                        .lines())
                .as("without the package grub2")
                .containsExactly("grubenv");
    }

    @ParameterizedTest
    @CsvSource({
        "yum, 'echo kernel-1; echo kernel-2', package-cleanup --oldkernels -y --count=1",
        "yum, echo kernel-1, ''",
        "yum, exit 1, ''",
        "dnf, '', dnf -y --setopt=protect_running_kernel=False remove old-1 old-2"
    })
    void theNewestKernelStays(String manager, String installed, String expected) throws Exception {
        String dnf = "case \"$*\" in *repoquery*) printf '%s\\n' old-1 old-2 ;; *) echo \"dnf $*\" ;; esac";
        String script = standIn("rpm", installed) + standIn("dnf", dnf) + "$hooks/finalise.d/01-clean-old-kernels\n";
        var system = MadeUpSystem.in(temporary, "redhat-common");
        Run.Result result = system.run(script, "package-cleanup")
                .with("YUM", manager)
                .with("DIB_DISABLE_KERNEL_CLEANUP", 0)
                .run();
        assertThat(result.output().strip()).as(result.errors()).isEqualTo(expected);
        assertThat(system.run(script, "package-cleanup")
                        .with("YUM", manager)
                        .with("DIB_DISABLE_KERNEL_CLEANUP", 1)
                        .run()
                        .output())
                .startsWith("Old kernels stay")
                .hasLineCount(1);
    }

    @Test
    void selinuxIsMadePermissiveOrDisabled() throws Exception {
        var system = MadeUpSystem.in(temporary, "selinux-permissive", "disable-selinux");
        Run.Result result = system.run("""
                        $hooks/post-install.d/15-disable-selinux
                        test ! -e /etc/selinux/config
                        $hooks/pre-install.d/11-selinux-permissive
                        cat /etc/selinux/config
                        printf '%s\\n' '# SELINUX=' SELINUX=enforcing SELINUXTYPE=mls >/etc/selinux/config
                        $hooks/pre-install.d/11-selinux-permissive
                        cat /etc/selinux/config
                        $hooks/post-install.d/15-disable-selinux
                        cat /etc/selinux/config
                        """).run();
        assertThat(result.lines())
                .as(result.errors())
                .containsExactly(
                        "SELINUX=permissive",
                        "SELINUXTYPE=targeted",
                        "# SELINUX=",
                        "SELINUX=permissive",
                        "SELINUXTYPE=mls",
                        "# SELINUX=",
                        "SELINUX=disabled",
                        "SELINUXTYPE=mls");
    }

    @Test
    void labelsNeedAPolicyAndItsTools() throws Exception {
        var system = MadeUpSystem.in(temporary, "selinux-fixfiles-restore");
        String hook = "$hooks/finalise.d/90-selinux-fixfiles-restore\n";
        assertThat(system.run(hook).run().output()).isEqualTo("No SELinux policy targeted in the image: no labels\n");
        Run.Result result = system.run("""
                        mkdir -p /etc/selinux/mls/contexts/files
                        echo SELINUXTYPE=mls >/etc/selinux/config
                        touch /etc/selinux/mls/contexts/files/file_contexts
                        sed -i 's,/usr/sbin/setfiles,/usr/sbin/not-there,' $hooks/selinux-fixfiles-restore/label
                        """ + hook).run();
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.errors()).contains("has the SELinux policy mls").contains("install policycoreutils");
    }

    /** A line that puts a program in place. */
    private static String standIn(String name, String script) {
        return "mkdir -p /usr/local/sbin; printf '%%s\\n' '#!/bin/sh' '%s' >/usr/local/sbin/%s; chmod 0755 /usr/local/sbin/%s\n"
                .formatted(script.replace("'", "'\\''"), name, name);
    }
}
