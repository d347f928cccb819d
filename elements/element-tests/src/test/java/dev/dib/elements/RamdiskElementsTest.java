// SPDX-License-Identifier: Apache-2.0
package dev.dib.elements;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What makes kernels and ramdisks: ironic-ramdisk-base, ramdisk-base, ramdisk, iso, cleanup-kernel-initrd, dracut-regenerate. */
class RamdiskElementsTest {

    private static final Path LIBRARY =
            Elements.modules().resolveSibling("dib-maven-plugin/src/main/resources/dev/dib/hook/lib");

    @TempDir
    private Path temporary;

    private Folder tree;
    private Path work;

    @BeforeEach
    void makeFolders() throws Exception {
        tree = new Folder(Files.createDirectories(temporary.resolve("tree")));
        work = Files.createDirectories(temporary.resolve("work"));
    }

    @Test
    void packsWhatASystemNeeds() throws Exception {
        for (String name : List.of(
                "usr/sbin/init",
                "etc/fstab",
                "tmp/x",
                "run/x",
                "boot/vmlinuz-1",
                "var/log/dnf.log",
                "var/log/audit/here",
                "var/cache/apt/x",
                "usr/share/doc/bash/README",
                "usr/lib/python3/os.py",
                "usr/lib/python3/os.pyc",
                "root/.cache/pip/x",
                "usr/share/GeoIP/x")) {
            tree.write(name, "content");
        }
        tree.write("etc/resolv.conf", "nameserver 192.0.2.1\n");
        assertThat(pack("gzip", "0"))
                .contains("./usr/sbin/init", "./etc/fstab", "./tmp", "./run", "./boot", "./usr/lib/python3/os.py")
                .contains("./var/log/audit", "./var/cache", "./usr/share/doc")
                .doesNotContain(
                        "./tmp/x",
                        "./run/x",
                        "./boot/vmlinuz-1",
                        "./var/log/dnf.log",
                        "./var/cache/apt",
                        "./usr/share/doc/bash",
                        "./usr/lib/python3/os.pyc",
                        "./root/.cache",
                        "./usr/share/GeoIP",
                        "./etc/resolv.conf");
        assertThat(pack("zstd -3 -q", "1"))
                .contains("./usr/share/doc/bash/README", "./usr/lib/python3/os.pyc", "./var/cache/apt/x")
                .doesNotContain("./tmp/x", "./boot/vmlinuz-1", "./root/.cache", "./etc/resolv.conf");
    }

    @Test
    void packsTheResolverOfTheDistribution() throws Exception {
        tree.write("etc/resolv.conf", "of the host\n");
        Files.createSymbolicLink(tree.path().resolve("etc/resolv.conf.ORIG"), Path.of("../run/stub"));
        assertThat(pack("gzip", "0")).contains("./etc/resolv.conf").doesNotContain("./etc/resolv.conf.ORIG");
        assertThat(tree.path().resolve("etc/resolv.conf"))
                .as("until the build cleans up")
                .hasContent("of the host");
        assertThat(tree.path().resolve("etc/resolv.conf.ORIG")).isSymbolicLink();
    }

    @Test
    void packsTheSameBytesAgain() throws Exception {
        tree.write("usr/bin/tool", "content");
        pack("gzip", "0");
        byte[] first = Files.readAllBytes(work.resolve("packed"));
        Thread.sleep(1100);
        tree.write("usr/bin/tool", "content");
        pack("gzip", "0");
        assertThat(Files.readAllBytes(work.resolve("packed"))).isEqualTo(first);
    }

    @Test
    void asksForWhatPacksBeforeTheBuild() throws Exception {
        Run.Result result = Run.of(Elements.file("ironic-ramdisk-base", "root.d/00-check-ramdisk-tools"))
                .with("DIB_IPA_COMPRESS_CMD", "no-such-program -9")
                .run();
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.errors()).contains("no-such-program is missing on this host");
    }

    @ParameterizedTest
    @CsvSource({"ironic-ramdisk-base, none", "ramdisk-base, none", "no-final-image, most"})
    void makesNoInitramfsForWhatIsOne(String element, String modules) throws Exception {
        Run.Result result = MadeUpSystem.in(temporary, "dpkg", element)
                .run("""
                        for file in $hooks/environment.d/*; do source "$file"; done
                        echo "$DIB_INITRAMFS_MODULES"
                        ln -s /bin/true /usr/local/sbin/dpkg-divert
                        sed 's|/usr/sbin/|/usr/local/sbin/|' $hooks/post-install.d/97-initramfs >/run/hook
                        bash /run/hook
                        """, "update-initramfs")
                .run();
        assertThat(result.status()).as(result.errors()).isZero();
        assertThat(result.lines()).startsWith(modules);
        assertThat(result.output().contains("No initramfs is made")).isEqualTo(modules.equals("none"));
    }

    @ParameterizedTest
    @CsvSource({
        "redhat-release, initramfs-VERSION.img, 3.10.0-1160.el7.x86_64, 3.10.0-957.el7.x86_64",
        "debian_version, initrd.img-VERSION, 6.1.0-18-amd64, 6.1.0-9-amd64"
    })
    void leavesOneKernel(String release, String initrd, String newest, String old) throws Exception {
        tree.write("etc/" + release, "");
        for (String version : List.of(newest, old)) {
            tree.write("boot/vmlinuz-" + version, "");
            tree.write("boot/" + initrd.replace("VERSION", version), "");
        }
        tree.write("boot/config-" + old, "");
        Files.createSymbolicLink(tree.path().resolve("vmlinuz.old"), Path.of("boot/vmlinuz-" + old));
        for (int again = 0; again < 2; again++) {
            Run.Result result = Run.of(Elements.file("cleanup-kernel-initrd", "cleanup.d/50-cleanup-kernel-initrd"))
                    .with("_LIB", LIBRARY)
                    .with("TARGET_ROOT", tree.path())
                    .run();
            assertThat(result.status()).as(result.errors()).isZero();
        }
        try (var files = Files.list(tree.path().resolve("boot"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("vmlinuz-" + newest, initrd.replace("VERSION", newest), "config-" + old);
        }
        assertThat(tree.path().resolve("vmlinuz.old")).doesNotExist();
    }

    @Test
    void regeneratesTheInitramfsWithModules() throws Exception {
        Run.Result result = regenerate("""
                # what this image needs
                - name: crypt
                  packages:
                    - cryptsetup
                - name: "network"
                - packages: [lvm2, 'dmsetup']
                  name: lvm
                """);
        assertThat(result.lines())
                .as(result.errors())
                .containsExactly(
                        "install-packages cryptsetup lvm2 dmsetup",
                        "dracut --force --reproducible --add crypt network lvm /boot/initramfs-4.1.img 4.1");
    }

    @ParameterizedTest
    @CsvSource({"'- name: a b', line 1", "'- name: lvm\n  packges:\n  - x', line 2", "'{name: lvm}', line 1"})
    void refusesWhatIsNoListOfModules(String modules, String where) throws Exception {
        Run.Result result = regenerate(modules);
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.errors()).contains(where + " of DIB_DRACUT_ENABLED_MODULES is not understood");
        assertThat(result.output()).isEmpty();
    }

    @Test
    void collectsTheProgramsOfARamdisk() throws Exception {
        MadeUpSystem system = MadeUpSystem.in(temporary, "ramdisk-base");
        system.hooks().write("binary-deps.d/one", "ls cat # and no more\n");
        system.hooks().write("binary-deps.d/two", "udhcpc");
        String busybox =
                "printf '#!/bin/sh\\necho udhcpc\\n' >/usr/local/sbin/busybox\nchmod 0755 /usr/local/sbin/busybox\n";
        Run.Result result = system.run(busybox + "$hooks/post-install.d/01-ensure-binaries; cat /etc/dib_binary_deps")
                .run();
        assertThat(result.output()).as(result.errors()).isEqualTo("ls cat udhcpc\n");
        system.hooks().write("binary-deps.d/three", "no-such-program\nno-other\n");
        Run.Result missing =
                system.run(busybox + "$hooks/post-install.d/01-ensure-binaries").run();
        assertThat(missing.status()).isEqualTo(1);
        assertThat(missing.errors()).contains("the image does not have: no-such-program no-other");
    }

    @Test
    void readsTheCommandLineOfTheKernel() throws Exception {
        MadeUpSystem system = MadeUpSystem.in(temporary, "ramdisk-base");
        Run.Result result = system.run("""
                        mkdir /proc
                        echo 'quiet BOOTIF=01-52-54-00-AA-bb-0c ip=192.0.2.7:192.0.2.1:192.0.2.254:255.255.255.0 disk=sda disk=vda debug' \\
                            >/proc/cmdline
                        . $hooks/extra-data.d/scripts/d/init-func
                        . $hooks/init.d/20-init-variables
                        echo "$BOOT_MAC_ADDRESS $BOOT_IP_ADDRESS $BOOT_SERVER $BOOT_GATEWAY $BOOT_NETMASK $DISK"
                        echo "$(get_kernel_parameter debug) [$(get_kernel_parameter bug)]"
                        mkdir -p /sys/class/net/lo /sys/class/net/eth0/device /sys/class/net/eth1/device
                        echo 52:54:00:00:00:01 >/sys/class/net/eth0/address
                        echo 52:54:00:aa:bb:0c >/sys/class/net/eth1/address
                        find_interface "$BOOT_MAC_ADDRESS"
                        find_interface
                        echo 1 >/sys/class/net/eth1/carrier
                        find_interface
                        find_interface 52:54:00:00:00:99 || echo none
                        """).run();
        assertThat(result.lines())
                .as(result.errors())
                .containsExactly(
                        "52:54:00:AA:bb:0c 192.0.2.7 192.0.2.1 192.0.2.254 255.255.255.0 vda",
                        "debug []",
                        "eth1",
                        "eth0",
                        "eth1",
                        "none");
    }

    @ParameterizedTest
    @CsvSource({
        "kernel, initramfs, image.iso, linux /vmlinuz boot_method=vmedia console=ttyS0",
        "vmlinuz, initrd, image-boot.iso, linux /vmlinuz root=UUID=0a1b console=ttyS1"
    })
    void makesAnIsoImage(String kernel, String ramdisk, String iso, String line) throws Exception {
        var products = new Folder(work);
        products.write("image." + kernel, "a kernel");
        products.write("image." + ramdisk, "a ramdisk");
        tree.write("tmp/bootloader_files/bootx64.efi", "a boot loader");
        Run.Result result = Run.of(
                        "bash",
                        "-euc",
                        "cd \"$1\"; \"$2\"; xorriso -indev \"$3\" -report_el_torito plain -find 2>&1;"
                                + " xorriso -osirrox on -indev \"$3\" -extract / out 2>/dev/null; cat out/boot/grub/grub.cfg;"
                                + " export MTOOLS_SKIP_CHECK=1; mtype -i out/efiboot.img ::/EFI/BOOT/BOOTX64.EFI",
                        "sh",
                        work,
                        Elements.file("iso", "cleanup.d/100-build-iso"),
                        iso)
                .with("TARGET_ROOT", tree.path())
                .with("TMP_BUILD_DIR", temporary)
                .with("IMAGE_NAME", "image")
                .with("DIB_ROOT_UUID", "0a1b")
                .with("DIB_DEPLOY_ISO_KERNEL_CMDLINE_ARGS", "console=ttyS0")
                .with("DIB_BOOT_ISO_KERNEL_CMDLINE_ARGS", "console=ttyS1")
                .with("SOURCE_DATE_EPOCH", "1700000000")
                .run();
        assertThat(result.status()).as(result.output() + result.errors()).isZero();
        assertThat(result.output())
                .contains("'./vmlinuz'", "'./initrd'", "Volume id    : 'VMEDIA_BOOT_ISO'")
                .containsPattern("El Torito boot img : +1 +UEFI")
                .contains(line)
                .endsWith("a boot loader");
        assertThat(temporary.resolve("tree/tmp/bootloader_files")).doesNotExist();
    }

    @Test
    void wantsAnElementThatMakesAKernel() throws Exception {
        Run.Result result = Run.of(Elements.file("iso", "root.d/00-check-iso-tools"))
                .with("IMAGE_ELEMENT", "base debian iso")
                .run();
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.errors()).contains("add baremetal, ramdisk or ironic-agent");
    }

    /** Packs the tree; the names in the archive. */
    private List<String> pack(String compress, String minimal) throws Exception {
        Path archive = work.resolve("packed");
        Run.Result result = Run.of(
                        Elements.file("ironic-ramdisk-base", "ironic-ramdisk-base/pack-ramdisk"), tree.path(), archive)
                .with("DIB_IPA_COMPRESS_CMD", compress)
                .with("DIB_IPA_MINIMAL_PRUNE", minimal)
                .with("TMP_BUILD_DIR", temporary)
                .with("SOURCE_DATE_EPOCH", "1700000000")
                .run();
        assertThat(result.status()).as(result.errors()).isZero();
        Run.Result list = Run.of(
                        "bash",
                        "-euc",
                        "set -o pipefail; " + compress.split(" ", 2)[0] + " -dc <" + archive + " | cpio --list --quiet")
                .run();
        assertThat(list.status()).as(list.errors()).isZero();
        return list.lines().stream()
                .map(name -> name.startsWith("./") || name.equals(".") ? name : "./" + name)
                .toList();
    }

    private Run.Result regenerate(String modules) throws Exception {
        return MadeUpSystem.in(temporary, "dracut-regenerate")
                .run("""
                        printf '#!/bin/sh\\necho vmlinuz-4.1:initramfs-4.1.img\\n' >/usr/local/sbin/select-boot-kernel-initrd
                        chmod 0755 /usr/local/sbin/select-boot-kernel-initrd
                        mkdir -p /run/modules/4.1
                        sed 's|/lib/modules|/run/modules|' $hooks/finalise.d/98-dracut-regenerate >/run/hook
                        bash /run/hook
                        """, "dracut", "install-packages")
                .with("DIB_DRACUT_ENABLED_MODULES", modules)
                .with("SOURCE_DATE_EPOCH", "1700000000")
                .run();
    }
}
