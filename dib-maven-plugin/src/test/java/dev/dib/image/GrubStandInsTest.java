// SPDX-License-Identifier: Apache-2.0
package dev.dib.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dib.hook.HookFailedException;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hooks that install GRUB as on a machine with a disk. GRUB's own programs are made up: they write down what they are asked. */
class GrubStandInsTest {

    /** Programs by the name of their family, so that they are also those of the Red Hat family. */
    private static final String GRUB = """
            #!/bin/bash
            set -eu
            programs=$(command -v cp stat unshare mount readlink)
            cp -L $programs "$TARGET_ROOT/bin"
            cp -L --parents $(ldd $programs | grep -o '[[:space:]]/[^ ]*' | sort -u) "$TARGET_ROOT"
            for platform in i386-pc x86_64-efi; do
                mkdir -p "$TARGET_ROOT/usr/lib/grub/$platform"
                for file in boot.img normal.mod fs.lst; do
                    echo "$platform" >"$TARGET_ROOT/usr/lib/grub/$platform/$file"
                done
            done
            mkdir -p "$TARGET_ROOT/usr/sbin"
            program() {
                cat >"$TARGET_ROOT/usr/sbin/FAMILY-$1"
                chmod 0755 "$TARGET_ROOT/usr/sbin/FAMILY-$1"
            }
            program mkimage <<'PROGRAM'
            #!/bin/bash
            for word; do
                case $word in
                    --output=*) output=${word#*=} ;;
                    --config=*) config=${word#*=} ;;
                esac
            done
            { cat "$config"; echo "$@"; } >"$output"
            PROGRAM
            program editenv <<'PROGRAM'
            #!/bin/bash
            echo environment >"$1"
            PROGRAM
            program install <<'PROGRAM'
            #!/bin/bash
            echo "the real one: $*"
            PROGRAM
            program probe <<'PROGRAM'
            #!/bin/bash
            exit 1
            PROGRAM
            cp "$TARGET_ROOT/usr/sbin/FAMILY-probe" "$TARGET_ROOT/usr/sbin/FAMILY-mkrelpath"
            program mkconfig <<'PROGRAM'
            #!/bin/bash
            set -e
            for target in device fs fs_uuid partmap; do
                echo "$target $(/usr/sbin/FAMILY-probe --target=$target /)"
            done >"$2"
            echo "path $(/usr/sbin/FAMILY-mkrelpath /boot/vmlinuz)" >>"$2"
            PROGRAM
            """;

    @TempDir
    private Path directory;

    private TinyImage tiny;

    @BeforeEach
    void tiny() throws IOException {
        tiny = new TinyImage(directory);
    }

    private TinyImage withGrub(String family) throws IOException {
        return tiny.hook("root.d/20-grub", GRUB.replace("FAMILY", family));
    }

    @ParameterizedTest
    @CsvSource({"grub, grub", "grub2, grub", "grub2, grub2"})
    void makeTheFilesThatAreWrittenIntoTheDisk(String family, String command) throws Exception {
        withGrub(family).with("ARCH", "amd64").hook("finalise.d/50-boot-loader", """
                #!/bin/bash
                set -eu
                [[ $(%1$s-install --version) == 'the real one: --version' ]]
                eval declare -A devices=($IMAGE_BLOCK_DEVICES)
                [ "${devices[image0]}" = "$IMAGE_BLOCK_DEVICE" ]
                mkdir /boot
                %1$s-mkconfig -o /boot/%1$s.cfg
                %1$s-install --modules="part_msdos lvm biosdisk" --target=i386-pc --force $IMAGE_BLOCK_DEVICE
                %1$s-install --modules "part_gpt" --removable --force --target=x86_64-efi $IMAGE_BLOCK_DEVICE
                %1$s-install --no-nvram --bootloader-id=mine --target=x86_64-efi
                """.formatted(command));

        BuiltImage image = tiny.build();

        assertThat(TinyImage.files(image))
                .contains(
                        "/boot/" + family + "/i386-pc/boot.img",
                        "/boot/" + family + "/i386-pc/normal.mod",
                        "/boot/" + family + "/x86_64-efi/fs.lst",
                        "/boot/" + family + "/grubenv",
                        "/boot/efi/EFI/mine/grubx64.efi");
        assertThat(String.join("\n", TinyImage.lines(image, "/boot/" + family + "/i386-pc/core.img")))
                .startsWith("search.fs_label cloudimg-rootfs root\nsearch.fs_uuid ")
                .contains("set prefix=($root)/boot/" + family + "\n--format=i386-pc")
                .contains(" part_msdos lvm biosdisk part_gpt ");
        assertThat(String.join("\n", TinyImage.lines(image, "/boot/efi/EFI/BOOT/BOOTX64.EFI")))
                .contains("--format=x86_64-efi");
        assertThat(TinyImage.lines(image, "/boot/" + command + ".cfg"))
                .startsWith("device /dev/disk/by-label/cloudimg-rootfs", "fs ext2")
                .endsWith("partmap ", "path /boot/vmlinuz");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--target=i386-pc /dev/sda | /dev/sda is not the disk of the image, /dev/dib/image0",
                "--target=i386-pc | no device is named",
                "--target=sparc64-ieee1275 /dev/dib/image0 | there is no way yet to install for sparc64-ieee1275",
                "--target=arm64-efi | the image lacks GRUB's package for arm64-efi",
                "--compress=xz /dev/dib/image0 | the build knows no way to do --compress",
                "--target | the option --target needs a value"
            })
    void sayWhatTheyCannotDo(String words, String message) throws Exception {
        withGrub("grub").with("ARCH", "amd64").hook("finalise.d/50-boot-loader", """
                #!/bin/bash
                grub-install %s
                """.formatted(words));
        assertThatThrownBy(tiny::build)
                .isInstanceOf(HookFailedException.class)
                .hasMessageContaining("grub-install: ")
                .hasMessageContaining(message);
    }

    @Test
    void sayThatGrubIsMissing() throws Exception {
        tiny.hook("finalise.d/50-boot-loader", "#!/bin/bash\ngrub-install $IMAGE_BLOCK_DEVICE\n");
        assertThatThrownBy(tiny::build)
                .isInstanceOf(HookFailedException.class)
                .hasMessageContaining("GRUB 2 is not installed in the image");
    }

    @Test
    void areNotInTheWayOfPackages() throws Exception {
        withGrub("grub").hook("install.d/50-look", "#!/bin/bash\ncommand -v grub-install >/where\n");
        assertThat(TinyImage.lines(tiny.build(), "/where")).containsExactly("/usr/sbin/grub-install");
    }
}
