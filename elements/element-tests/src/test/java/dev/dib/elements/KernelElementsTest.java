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

/** Modules and parameters of the kernel: modprobe, disable-nouveau, sysctl, dkms, iscsi-boot, select-boot-kernel-initrd. */
class KernelElementsTest {

    @TempDir
    private Path temporary;

    @Test
    void bringsTheModprobeFilesOfAllElements() throws Exception {
        MadeUpSystem system = MadeUpSystem.in(temporary, "modprobe", "disable-nouveau");
        system.hooks().write("modprobe.d/other.conf", "options loop max_loop=8\n");
        system.hooks().write("modprobe.d/README", "not for modprobe");
        Path tree = temporary.resolve("tree");
        Run.Result result = Run.of(Elements.file("modprobe", "extra-data.d/50-modprobe-blacklist"))
                .with("TMP_MOUNT_PATH", tree)
                .with("TMP_HOOKS_PATH", system.hooks().path())
                .run();
        assertThat(result.status()).as(result.errors()).isZero();
        assertThat(tree.resolve("etc/modprobe.d/other.conf")).hasContent("options loop max_loop=8");
        assertThat(tree.resolve("etc/modprobe.d/disable-nouveau.conf"))
                .content()
                .contains("blacklist nouveau\n");
        assertThat(tree.resolve("etc/modprobe.d/README")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"floppy pcspkr", "floppy,pcspkr", " floppy,  pcspkr\n"})
    void keepsModulesFromBeingLoaded(String variable) throws Exception {
        Run.Result result = MadeUpSystem.in(temporary, "modprobe")
                .run("""
                        for again in 1 2; do $hooks/install.d/80-modprobe-blacklist; done
                        cat /etc/modprobe.d/*; stat -c %a /etc/modprobe.d/*
                        """)
                .with("DIB_MODPROBE_BLACKLIST", variable)
                .run();
        assertThat(result.lines()).as(result.errors()).containsExactly("blacklist floppy", "blacklist pcspkr", "644");
    }

    @Test
    void refusesNamesThatAreNoModulesAndTakesNone() throws Exception {
        MadeUpSystem system = MadeUpSystem.in(temporary, "modprobe");
        Run.Result wrong = system.run("$hooks/install.d/80-modprobe-blacklist")
                .with("DIB_MODPROBE_BLACKLIST", "../evil")
                .run();
        assertThat(wrong.status()).isEqualTo(1);
        assertThat(wrong.errors()).contains("DIB_MODPROBE_BLACKLIST").contains("../evil");
        Run.Result none = system.run("$hooks/install.d/80-modprobe-blacklist; ls /etc/modprobe.d")
                .with("DIB_MODPROBE_BLACKLIST", "")
                .run();
        assertThat(none.status()).as(none.errors()).isZero();
        assertThat(none.output()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"true, omit_drivers+=\" nouveau \"", "false, ''"})
    void tellsDracutOfNouveau(boolean redhat, String content) throws Exception {
        Run.Result result = MadeUpSystem.in(temporary, "disable-nouveau")
                .run((redhat ? "echo CentOS >/etc/redhat-release\n" : "") + """
                        $hooks/pre-install.d/50-disable-nouveau
                        if [ -d /etc/dracut.conf.d ]; then cat /etc/dracut.conf.d/*; fi
                        """)
                .run();
        assertThat(result.output().strip()).as(result.errors()).isEqualTo(content.strip());
    }

    @Test
    void setsKernelParameters() throws Exception {
        Run.Result result = sysctl("""
                sysctl-set-value net.ipv4.ip_forward 1 'A router'
                sysctl-set-value net.ipv4.ip_forward 1
                sysctl-write-value net.ipv4.conf.eth0/1.forwarding 1
                sysctl-write-value kernel.printk '3 4 1 3'
                cd etc/sysctl.d; grep '' *; stat -c %a kernel.printk.conf
                """);
        assertThat(result.lines())
                .as(result.errors())
                .containsExactly(
                        "kernel.printk.conf:# Written while the image was built",
                        "kernel.printk.conf:kernel.printk = 3 4 1 3",
                        "net.ipv4.conf.eth0.1.forwarding.conf:# Written while the image was built",
                        "net.ipv4.conf.eth0.1.forwarding.conf:net.ipv4.conf.eth0/1.forwarding = 1",
                        "net.ipv4.ip_forward.conf:# A router",
                        "net.ipv4.ip_forward.conf:net.ipv4.ip_forward = 1",
                        "644");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sysctl-set-value vm.swappiness|Usage: sysctl-write-value NAME VALUE",
                "sysctl-set-value vm.swappiness ''|Usage: sysctl-write-value NAME VALUE",
                "sysctl-write-value '../../x' 1|this is no name of a kernel parameter: ../../x",
                "sysctl-write-value a.b $'1\\nc.d = 2'|have to be one line",
                "sysctl-write-value a.b 10; sysctl-set-value a.b 1|two values for a.b: 10 in",
                "mkdir -p etc/sysctl.d; echo x >etc/sysctl.d/a.b.conf; sysctl-write-value a.b 1|does not set a.b"
            })
    void refusesKernelParameters(String commands, String message) throws Exception {
        Run.Result result = sysctl(commands);
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.errors()).contains(message);
    }

    @Test
    void saysThatAKernelParameterIsNotKnownHere() throws Exception {
        Run.Result result = sysctl("sysctl-set-value net.none_such 1; ls etc/sysctl.d");
        assertThat(result.output()).as(result.errors()).isEqualTo("net.none_such.conf\n");
        assertThat(result.errors()).contains("has no parameter net.none_such");
    }

    @Test
    void buildsModulesForTheKernelsOfTheImage() throws Exception {
        Run.Result result = dkms("mkdir -p $m/6.1-1/kernel $m/6.1-1/build $m/6.1-2/kernel $m/5.0/firmware");
        assertThat(result.lines())
                .as(result.errors())
                .containsExactly("dkms autoinstall -k 6.1-1, ARCH=", "zfs/2.1: added");
        assertThat(result.errors()).contains("the headers of the kernel 6.1-2 are not installed");
    }

    @Test
    void failsWithoutAnyHeaders() throws Exception {
        Run.Result result = dkms("mkdir -p $m/6.1-2/kernel");
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.errors()).contains("no kernel whose headers are installed");
    }

    @ParameterizedTest
    @CsvSource({
        "debian, base iscsi-boot, 0, '600\nmodprobe -q iscsi_ibft\n\nmodprobe -q iscsi_ibft\ntrue'",
        "centos, base dracut-regenerate, 0, ''",
        "centos, base no-dracut-regenerate-either, 0, ''",
        "rocky, base iscsi-boot, 1, the element dracut-regenerate is needed",
        "gentoo, base, 1, it is not known how gentoo boots"
    })
    void bootsFromIscsi(String distribution, String elements, int status, String outcome) throws Exception {
        Run.Result result = MadeUpSystem.in(temporary, "iscsi-boot")
                .run("""
                        $hooks/extra-data.d/50-check-dracut-regenerate
                        $hooks/post-install.d/50-iscsi-boot
                        cd /etc/iscsi 2>/dev/null || exit 0
                        stat -c %a iscsi.initramfs
                        for table in none /sys/firmware/ibft; do
                            mkdir -p $table
                            sh -euc 'ISCSI_AUTO=""; . ./iscsi.initramfs; echo "$ISCSI_AUTO"'
                        done
                        """, "modprobe")
                .with("DISTRO_NAME", distribution)
                .with("IMAGE_ELEMENT", elements)
                .run();
        assertThat(result.status()).as(result.errors()).isEqualTo(status);
        assertThat(status == 0 ? result.output().strip() : result.errors()).contains(outcome);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "centos|quiet|quiet rd.iscsi.firmware=1|2",
                "centos|rd.iscsi.firmware=0|rd.iscsi.firmware=0|2",
                "debian|quiet|quiet|0"
            })
    void tellsBootLoaderAndDracutOfIscsi(String distribution, String before, String after, int modules)
            throws Exception {
        String snippet = "source " + Elements.file("iscsi-boot", "environment.d/50-iscsi-boot") + "\n";
        Run.Result result = Run.of("bash", "-euc", snippet + snippet + """
                        echo "$DIB_BOOTLOADER_DEFAULT_CMDLINE"
                        grep -c '^- name: ' <<<"${DIB_DRACUT_ENABLED_MODULES:-}" || true
                        """)
                .with("DISTRO_NAME", distribution)
                .with("DIB_BOOTLOADER_DEFAULT_CMDLINE", before)
                .run();
        assertThat(result.lines()).as(result.errors()).containsExactly(after, String.valueOf(modules));
    }

    @Test
    void namesTheKernelThatTheImageBootsWith() throws Exception {
        MadeUpSystem system = MadeUpSystem.in(temporary, "select-boot-kernel-initrd");
        Path library = temporary.resolve("lib");
        Files.createDirectories(library);
        Files.writeString(library.resolve("img-functions"), """
                select_boot_kernel_initrd() { echo "for $1"; KERNEL=vmlinuz-6.1; RAMDISK=initrd.img-6.1; }
                """);
        Path tree = temporary.resolve("tree");
        assertThat(Run.of(Elements.file("select-boot-kernel-initrd", "extra-data.d/99-copy-dib-img-functions"))
                        .with("_LIB", library)
                        .with("TMP_MOUNT_PATH", tree)
                        .run()
                        .status())
                .isZero();
        Path copy = tree.resolve("lib/diskimage-builder/img-functions");
        assertThat(copy).exists();
        Files.copy(copy, system.hooks().path().resolve("img-functions"));
        Run.Result result = system.run("""
                        mount -t tmpfs tmpfs /usr/local; mkdir /usr/local/here
                        sed 's|/lib/diskimage-builder|/tmp/in_target.d|' $hooks/bin/select-boot-kernel-initrd >/run/select
                        bash /run/select
                        """).run();
        assertThat(result.output()).as(result.errors()).isEqualTo("vmlinuz-6.1:initrd.img-6.1\n");
        assertThat(result.errors()).isEqualTo("for /\n");

        Files.createDirectories(tree.resolve("usr/local/bin"));
        Files.createFile(tree.resolve("usr/local/bin/select-boot-kernel-initrd"));
        assertThat(Run.of(Elements.file("select-boot-kernel-initrd", "cleanup.d/99-remove-dib-img-functions"))
                        .with("TARGET_ROOT", tree)
                        .run()
                        .status())
                .isZero();
        assertThat(tree.resolve("lib")).isEmptyDirectory();
        assertThat(tree.resolve("usr/local/bin")).isEmptyDirectory();
    }

    private Run.Result sysctl(String commands) throws Exception {
        return Run.of("bash", "-euc", "cd '" + temporary + "'\n" + commands)
                .with("SYSCTL_ROOT", temporary)
                .commandsIn(Elements.file("sysctl", "bin"))
                .run();
    }

    private Run.Result dkms(String prepare) throws Exception {
        return MadeUpSystem.in(temporary, "dkms")
                .run("""
                        mkdir -p /usr/local/sbin
                        cat >/usr/local/sbin/dkms <<'PROGRAM'
                        #!/bin/sh
                        if [ "$1" = status ]; then echo 'zfs/2.1: added'; else echo "dkms $*, ARCH=$ARCH"; fi
                        PROGRAM
                        chmod 0755 /usr/local/sbin/dkms
                        m=/run/modules
                        %s
                        sed 's|/lib/modules|/run/modules|' $hooks/post-install.d/97-dkms >/run/hook
                        bash /run/hook
                        """.formatted(prepare))
                .with("ARCH", "amd64")
                .run();
    }
}
