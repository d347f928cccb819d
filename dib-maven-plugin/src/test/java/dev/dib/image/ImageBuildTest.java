// SPDX-License-Identifier: Apache-2.0
package dev.dib.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dib.hook.HookFailedException;
import dev.dib.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What hooks find around them, and what the build makes of what they do. */
class ImageBuildTest {

    @TempDir
    private Path directory;

    private TinyImage tiny;

    @BeforeEach
    void tiny() throws IOException {
        tiny = new TinyImage(directory);
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        assertThat(new Leftovers(directory).list()).isEmpty();
    }

    @Test
    void hooksOnTheHostGetWhatDiskimageBuilderPromises() throws Exception {
        tiny.hook("root.d/50-look", """
                        #!/bin/bash
                        set -eu
                        # elements do all of this, and call sudo although they are root
                        echo "$TARGET_ROOT" >"$IMAGE_NAME.root"
                        [ "$TARGET_ROOT" = "$TMP_MOUNT_PATH" ]
                        # they make names of this, for caches that builds share
                        [[ $(dirname "${TMP_MOUNT_PATH##*.}") =~ ^[[:alnum:]]{8}$ ]]
                        eval declare -A elements=($(get_image_element_array))
                        sudo touch "$TARGET_ROOT/from-${elements[mine]##*/}"
                        """)
                .hook("extra-data.d/50-look", """
                        #!/bin/bash
                        set -eu
                        [ -z "${TARGET_ROOT:-}" ] || exit 7
                        [ "$(cat "$IMAGE_NAME.root")" = "$TMP_MOUNT_PATH" ]
                        echo from extra-data >"$TMP_HOOKS_PATH/handed-on"
                        for name in die common-defaults common-functions img-defaults img-functions ramdisk-defaults \\
                            ramdisk-functions; do
                            [ -f "$_LIB/$name" ]
                            bash -eu -c ". \\"\\$_LIB/$name\\""
                        done
                        python3 -c 'from diskimage_builder import logging_config; logging_config.setup()'
                        case $(. "$_LIB/common-functions" && mount_dev_pts_options) in "-o "*) ;; *) exit 8 ;; esac
                        [ -d "${ELEMENTS_PATH%%:*}/mine" ]
                        """)
                .hook("install.d/50-look", """
                        #!/bin/bash
                        set -eu
                        cat "$(dirname "$0")/../handed-on" >/seen
                        [ "$0" = /tmp/in_target.d/install.d/50-look ]
                        sudo -E sh -c 'echo "sudo $(id -u)" >>/seen'
                        sudo true 2>/dev/null || true
                        """)
                .hook("cleanup.d/50-look", """
                        #!/bin/bash
                        set -eu
                        [ "$(cat "$IMAGE_NAME.root")" = "$TARGET_ROOT" ]
                        mkdir "$IMAGE_NAME.d"
                        printf '%s\\n' "$DIB_ENV" >"$IMAGE_NAME.d/env"
                        """)
                .with("DIB_SECRET_TOKEN", "hush")
                .with("DIB_SIMPLE", "a \"b\"");

        BuiltImage image = tiny.build();

        assertThat(TinyImage.files(image)).contains("/from-mine").noneMatch(name -> name.contains("dib-tools"));
        assertThat(TinyImage.lines(image, "/seen")).containsExactly("from extra-data", "sudo 0");
        assertThat(TinyImage.lines(image, "/etc/resolv.conf")).containsExactly("nameserver 192.0.2.1");
        assertThat(image.directory().resolve("products/machine.d/env"))
                .content()
                .contains("declare -x DIB_SIMPLE=\"a \\\"b\\\"\"")
                .doesNotContain("hush");
    }

    @Test
    void anElementMayReplaceTheResolverOfTheImage() throws Exception {
        tiny.hook("cleanup.d/50-resolver", "#!/bin/bash\necho mine | sudo tee $TARGET_ROOT/etc/resolv.conf.ORIG\n");
        assertThat(TinyImage.lines(tiny.build(), "/etc/resolv.conf")).containsExactly("mine");
    }

    @Test
    void aLinkThatAPackageMadeOfTheResolverStays() throws Exception {
        tiny.hook("install.d/50-resolved", """
                #!/bin/bash
                set -e
                rm /etc/resolv.conf
                cd /etc && exec bash -c 'mv -f resolv.conf.link resolv.conf'
                """);
        tiny.hook(
                "extra-data.d/50-link",
                "#!/bin/bash\nln -s ../run/systemd/resolve/stub-resolv.conf $TMP_MOUNT_PATH/etc/resolv.conf.link\n");
        assertThat(TinyImage.files(tiny.build())).contains("/etc/resolv.conf").doesNotContain("/etc/resolv.conf.ORIG");
    }

    @Test
    void mountsOfHooksNeverReachTheImage() throws Exception {
        tiny.hook("root.d/50-mount", """
                        #!/bin/bash
                        set -eu
                        mkdir -p "$DIB_IMAGE_CACHE/packages" "$TARGET_ROOT/var/cache/packages"
                        echo precious >"$DIB_IMAGE_CACHE/packages/file"
                        sudo mount --bind "$DIB_IMAGE_CACHE/packages" "$TARGET_ROOT/var/cache/packages"
                        sudo mount -t tmpfs none "$TARGET_ROOT/root"
                        touch "$TARGET_ROOT/root/in-memory"
                        """)
                .hook("install.d/50-see", "#!/bin/bash\nset -e\ncat /var/cache/packages/file >/seen\n")
                // as apt-get clean does, when diskimage-builder has unmounted the cache
                .hook("finalise.d/50-clean", "#!/bin/bash\nrm -f /var/cache/packages/*\n");

        BuiltImage image = tiny.build();

        assertThat(TinyImage.lines(image, "/seen")).containsExactly("precious");
        assertThat(TinyImage.files(image))
                .contains("/var/cache/packages/")
                .doesNotContain("/var/cache/packages/file", "/root/in-memory");
        assertThat(directory.resolve("cache/packages/file")).hasContent("precious");
    }

    @Test
    void temporaryFilesAndLogsAreCleanedUp() throws Exception {
        tiny.hook("finalise.d/50-write", """
                        #!/bin/bash
                        set -e
                        mkdir -p /var/log/deep /root/deep
                        echo x >/tmp/file; echo x >/var/log/deep/log; echo x >/root/deep/install.log; echo x >/root/keep
                        """);
        BuiltImage image = tiny.build();
        assertThat(TinyImage.files(image))
                .contains("/tmp/", "/var/log/deep/log", "/root/keep")
                .doesNotContain("/tmp/file", "/root/deep/install.log");
        assertThat(TinyImage.lines(image, "/var/log/deep/log")).isEmpty();
    }

    @Test
    void packagesAreInstalledAtOnceAfterInstall() throws Exception {
        tiny.hook("install.d/50-last", "#!/bin/bash\necho last of install >/order\n")
                .hook("environment.d/10-distro.bash", "export DISTRO_NAME=tiny\n")
                .hook("extra-data.d/50-install-packages", """
                        #!/bin/bash
                        set -e
                        printf '#!/bin/bash\\necho "$DISTRO_NAME $*" >>/order\\n' >"$TMP_MOUNT_PATH/usr/local/bin/install-packages"
                        chmod +x "$TMP_MOUNT_PATH/usr/local/bin/install-packages"
                        """)
                .hook("post-install.d/00-first", "#!/bin/bash\necho post-install >>/order\n")
                .packages("vim,less", "gcc-12");
        assertThat(TinyImage.lines(tiny.build(), "/order"))
                .containsExactly("last of install", "tiny vim less gcc-12", "post-install");
    }

    @Test
    void packagesNeedSomethingThatInstallsThem() throws Exception {
        tiny.packages("vim");
        assertThatThrownBy(tiny::build)
                .isInstanceOf(HookFailedException.class)
                .hasMessageStartingWith("packages: ")
                .hasMessageContaining("install-packages");
    }

    @Test
    void aDaemonEndsTheBuildAndIsNamedWithItsHook() throws Exception {
        tiny.hook("install.d/40-starts", "#!/bin/bash\nsleep 987 >/dev/null 2>&1 &\n")
                .hook("install.d/50-innocent", "#!/bin/bash\ntrue\n");
        assertThatThrownBy(tiny::build)
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("install.d/40-starts of element 'mine'")
                .hasMessageContaining("sleep 987");
        assertThat(tiny.directories().image()).doesNotExist();
    }

    @Test
    void aDaemonMayBeStoppedByALaterHookOfItsPhase() throws Exception {
        tiny.hook("install.d/40-starts", "#!/bin/bash\nsleep 986 >/dev/null 2>&1 &\necho $! >/tmp/pid\n")
                .hook("install.d/60-stops", "#!/bin/bash\nkill $(cat /tmp/pid)\n");
        assertThat(tiny.build().archive()).exists();
    }

    @Test
    void daemonsOfGnupgAreEndedWithoutAWord() throws Exception {
        tiny.hook("install.d/40-gpg", """
                #!/bin/bash
                set -e
                cat /bin/sleep >/tmp/gpg-agent
                chmod +x /tmp/gpg-agent
                /tmp/gpg-agent 985 >/dev/null 2>&1 &
                """);
        assertThat(tiny.build().archive()).exists();
    }

    @Test
    void aBlockDeviceThatAHookMadeCannotBeUsed() throws Exception {
        tiny.hook("block-device.d/10-partition", "#!/bin/bash\necho IMAGE_BLOCK_DEVICE=/dev/mapper/loop0p1\n")
                .formats("raw");
        assertThatThrownBy(tiny::build)
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("block-device.d/10-partition of element 'mine'")
                .hasMessageContaining("/dev/mapper/loop0p1")
                .hasMessageContaining("block-device-default.yaml");
    }

    @Test
    void aBlockDeviceHasNoUseIfNoDiskIsMade() throws Exception {
        tiny.hook("block-device.d/10-partition", "#!/bin/bash\necho IMAGE_BLOCK_DEVICE=/dev/mapper/loop0p1\n");
        tiny.build();
        assertThat(tiny.events()).anyMatch(event -> event.contains("block-device.d/10-partition"));
    }

    @Test
    void logicalVolumesNeedLvmInTheImage() throws Exception {
        tiny.with("DIB_BLOCK_DEVICE_CONFIG", """
                        - local_loop: {name: image0}
                        - lvm:
                            name: lvm
                            pvs: [{name: pv, base: image0}]
                            vgs: [{name: vg, base: pv}]
                            lvs: [{name: root, base: vg, size: 64MiB, mkfs: {type: ext2, mount: {mount_point: /}}}]
                        """).formats("raw");
        assertThatThrownBy(tiny::build)
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("there is no LVM in the image")
                .hasMessageContaining("use the element lvm");

        tiny.hook("install.d/50-lvm", "#!/bin/sh\nmkdir -p /usr/sbin\necho >/usr/sbin/lvm\n");
        assertThat(tiny.build().disk()).exists();
    }

    @Test
    void theSizeOfTheDiskIsToldInGibibytesAndThenInKibibytes() throws Exception {
        tiny.hook("install.d/50-size", "#!/bin/bash\necho $DIB_IMAGE_SIZE >/size\n")
                .hook("finalise.d/50-size", "#!/bin/bash\necho $DIB_IMAGE_SIZE >>/size\n")
                .calledWith("DIB_IMAGE_SIZE", "0.5");
        assertThat(TinyImage.lines(tiny.build(), "/size")).containsExactly("0.5", "524288");
    }

    @Test
    void aRamdiskHasProductsAndNoDisk() throws Exception {
        tiny.hook("cleanup.d/99-extract", "#!/bin/bash\necho k >$IMAGE_NAME.kernel; echo i >$IMAGE_NAME.initramfs\n")
                .formats("qcow2")
                .ramdisk();
        BuiltImage image = tiny.build();
        assertThat(image.hasDisk()).isFalse();
        assertThat(image.disk()).doesNotExist();
        assertThat(image.listProducts("machine"))
                .extracting(Product::name)
                .containsExactly("machine.initramfs", "machine.kernel");
    }

    @Test
    void anElementSaysThatNoDiskIsMade() throws Exception {
        tiny.hook("no-final-image", "README.md", "# no-final-image\n").formats("qcow2", "tar");
        BuiltImage image = tiny.build();
        assertThat(image.hasDisk()).isFalse();
        assertThat(image.disk()).doesNotExist();
        assertThat(image.archive()).exists();
    }

    @Test
    void theWorkDirectoryMayBeOnAnotherFileSystem() throws Exception {
        Path elsewhere = Files.createTempDirectory(Path.of("/dev/shm"), "dib-test-");
        try {
            BuiltImage image = tiny.workingIn(elsewhere)
                    .hook("cleanup.d/50-product", "#!/bin/bash\necho p >$IMAGE_NAME.product\n")
                    .build();
            assertThat(image.archive()).exists();
            assertThat(image.directory().resolve("products/machine.product")).hasContent("p");
            assertThat(elsewhere).isEmptyDirectory();
        } finally {
            Files.delete(elsewhere);
        }
    }
}
