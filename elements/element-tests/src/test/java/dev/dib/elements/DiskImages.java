// SPDX-License-Identifier: Apache-2.0
package dev.dib.elements;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dib.base.ReadImageCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Disks with a small system, made without mounting anything. Where tests do not run as root, all is done in a user namespace. */
final class DiskImages {

    private static final String TREE = """
            mkdir -p tree/etc tree/usr/bin tree/boot/efi tree/dev tree/home/user
            echo ID=test >tree/etc/os-release
            echo 'LABEL=boot /boot ext4 defaults 0 2' >tree/etc/fstab
            echo secret >tree/etc/shadow
            chown 0:42 tree/etc/shadow
            chmod 0640 tree/etc/shadow
            cp /bin/true tree/usr/bin/tool
            ln tree/usr/bin/tool tree/usr/bin/other-name
            chmod 4755 tree/usr/bin/tool
            cp /bin/true tree/usr/bin/ping
            setcap cap_net_raw+ep tree/usr/bin/ping
            ln -s usr/bin tree/bin
            truncate -s 3M tree/home/user/sparse
            echo end >>tree/home/user/sparse
            chown -R 1000:1001 tree/home/user
            find tree -exec touch -h -d @1700000000 {} +
            """;

    private final Path folder;
    private final Path commands;

    DiskImages(Path folder) throws IOException {
        this.folder = folder;
        this.commands = folder.resolve("commands.d");
        new Folder(commands).script(ReadImageCommand.NAME, ReadImageCommand.script());
    }

    /** The system as a folder. */
    Path tree() throws Exception {
        Path tree = folder.resolve("tree");
        if (!Files.exists(tree)) {
            run(TREE);
        }
        return tree;
    }

    /** A disk without partitions: an ext4 file system and nothing else. */
    Path bare() throws Exception {
        tree();
        run("rm -f disk.raw && mke2fs -q -t ext4 -d tree disk.raw 24M");
        return folder.resolve("disk.raw");
    }

    /** A disk with an EFI system partition, a boot partition and a root partition. The fstab does not know of the first. */
    Path partitioned(String table) throws Exception {
        tree();
        boolean gpt = table.equals("gpt");
        run("""
                mkdir boot rest esp
                cp -a tree/. rest
                mkdir -p esp/EFI/BOOT
                echo kernel >boot/vmlinuz
                mkdir boot/efi
                echo loader >esp/EFI/BOOT/BOOTX64.EFI
                touch -d @1700000000 boot esp/EFI/BOOT/BOOTX64.EFI
                truncate -s 64M disk.raw
                sfdisk -q disk.raw <<TABLE
                label: %s
                start=2048, size=16384, type=%s
                start=18432, size=16384, type=%s
                start=34816, type=%s
                TABLE
                mke2fs -q -t ext4 -L boot -d boot -E offset=$((18432 * 512)) disk.raw 8M
                mke2fs -q -t ext4 -d rest -E offset=$((34816 * 512)) disk.raw 40M
                mkfs.vfat -F 16 -s 1 --offset 2048 disk.raw 8192 >vfat.log
                mcopy -i disk.raw@@1M -s -m -Q esp/EFI ::
                cp -a boot/. tree/boot
                mkdir -p tree/boot/efi
                cp -a esp/. tree/boot/efi
                """.formatted(table, gpt ? "uefi" : "ef", gpt ? "linux" : "83", gpt ? "linux" : "83"));
        return folder.resolve("disk.raw");
    }

    /** A disk with two systems. */
    Path twoRoots() throws Exception {
        tree();
        run("""
                truncate -s 40M disk.raw
                printf '%s\\n' 'label: gpt' 'start=2048, size=32768' 'start=34816, size=32768' | sfdisk -q disk.raw
                mke2fs -q -t ext4 -d tree -E offset=$((1 << 20)) disk.raw 16M
                mke2fs -q -t ext4 -d tree -E offset=$((17 << 20)) disk.raw 16M
                """);
        return folder.resolve("disk.raw");
    }

    /** What there is to compare of a tree: modes, owners, sizes, links, content, capabilities; times of files. */
    String listing(Path tree) throws Exception {
        Run.Result result = asRoot("bash", "-euc", """
                        cd "$1"
                        find . -mindepth 1 \\( -type d -printf '%P %y %m %U:%G\\n' -o -printf '%P %y %m %U:%G %s %n %l %TY-%Tm-%Td\\n' \\) |
                            grep -v efi/EFI | LC_ALL=C sort
                        find . -type f | LC_ALL=C sort | xargs sha256sum
                        getcap -r .
                        """, "listing", tree).run();
        assertThat(result.status()).as(result.errors()).isZero();
        return result.output();
    }

    /** Removes what belongs to others in a user namespace. */
    void clear() throws Exception {
        run("find . -mindepth 1 -delete");
    }

    /** Runs shell commands in the folder. */
    void run(String script) throws Exception {
        Run.Result result = asRoot("bash", "-euo", "pipefail", "-c", "cd \"$1\"\n" + script, "fixture", folder)
                .run();
        assertThat(result.status()).as(result.errors() + result.output()).isZero();
    }

    /** A run with uid 0, and with the environment of a hook. */
    Run asRoot(Object... command) throws IOException {
        return System.getProperty("user.name").equals("root") ? hook(Arrays.asList(command)) : inUserNamespace(command);
    }

    /** The same in a user namespace, also where the tests run as root. */
    Run inUserNamespace(Object... command) throws IOException {
        boolean isRoot = System.getProperty("user.name").equals("root");
        List<Object> line = new ArrayList<>(List.of("unshare", "--user", "--map-root-user", "--mount"));
        if (!isRoot) {
            // needs subordinate ids, which root may not have
            line.add("--map-auto");
        }
        line.addAll(Arrays.asList(command));
        return hook(line);
    }

    private Run hook(List<Object> line) throws IOException {
        Files.createDirectories(folder.resolve("cache"));
        return Run.of(line.toArray())
                .commandsIn(commands)
                .with("TMP_HOOKS_PATH", folder.resolve("hooks"))
                .with("DIB_IMAGE_CACHE", folder.resolve("cache"))
                .with("TARGET_ROOT", folder.resolve("root"))
                .with("MTOOLS_SKIP_CHECK", 1)
                .with("TZ", "UTC")
                .with("HOME", folder);
    }
}
