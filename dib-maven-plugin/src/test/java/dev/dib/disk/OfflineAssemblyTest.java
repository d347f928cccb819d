// SPDX-License-Identifier: Apache-2.0
package dev.dib.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dib.problem.ProblemException;
import dev.dib.sandbox.Command;
import dev.dib.sandbox.HostCommands;
import dev.dib.sandbox.Sandbox;
import dev.dib.sandbox.SandboxSpec;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Assembles disks of a small tree with everything that a tree can have, and looks into them with other people's tools. */
class OfflineAssemblyTest {

    private static final long MIB = 1L << 20;

    private static final Instant TIME = Instant.ofEpochSecond(1_700_000_000);

    /** Makes a tree at $1. The times of access and change differ at each call. */
    private static final String TREE = """
            set -eu
            umask 022
            mkdir -p "$1"
            cd "$1"
            mkdir -p bin boot/efi/EFI/BOOT boot/grub/i386-pc etc 'home/a b' var/log var/cache tmp
            echo 127.0.0.1 > etc/hosts
            head -c 3000000 /dev/zero | tr '\\0' x > bin/large
            printf 0123456789 > bin/setuid
            chown 42:43 bin/setuid
            chmod 4755 bin/setuid
            ln bin/setuid bin/hardlink
            ln -s setuid bin/link
            setcap cap_net_raw+ep bin/large
            truncate -s 1G var/log/lastlog
            mkfifo var/fifo
            chmod 1777 tmp
            echo logged > var/log/messages
            chmod 2775 var
            chown 7:8 var
            head -c 600000 /dev/zero | tr '\\0' e > boot/efi/EFI/BOOT/BOOTX64.EFI
            echo csv > 'boot/efi/EFI/BOOT/long name.csv'
            head -c 512 /dev/zero | tr '\\0' b > boot/grub/i386-pc/boot.img
            head -c 30000 /dev/zero | tr '\\0' c > boot/grub/i386-pc/core.img
            for i in $(seq 300); do echo $i > "home/a b/file number $i"; done
            chmod 555 .
            find . -exec touch --no-dereference --date=@1600000000 {} +
            """;

    @TempDir
    Path folder;

    private Sandbox sandbox;
    private Path disk;

    @BeforeEach
    void open() throws Exception {
        sandbox = Sandbox.open(SandboxSpec.of(folder.resolve("scratch")).withTmpfs(Path.of("memory"), "200m"));
        disk = folder.resolve("disk.raw");
    }

    @AfterEach
    void close() throws Exception {
        sandbox.close();
    }

    @Test
    void putsEverythingInItsPlace() throws Exception {
        Layout layout = assemble(Disks.plan(Disks.EFI), tree("tree"), disk);

        String root = at(layout, "root");
        check("e2fsck", "-fn", root);
        assertThat(debugfs(root, "stat /bin/setuid"))
                .contains("Mode:  04755", "User:    42   Group:    43", "Links: 2", "Size: 10");
        assertThat(debugfs(root, "stat /bin/link")).contains("Fast link dest: \"setuid\"");
        // version 2: a capability of version 3 would count in this namespace only
        assertThat(debugfs(root, "ea_list /bin/large")).contains("security.capability (20) = 01 00 00 02 00 20");
        assertThat(debugfs(root, "stat <2>")).contains("Mode:  0555");
        assertThat(debugfs(root, "ls -l /var")).doesNotContain("log").contains("..");
        assertThat(debugfs(root, "ls -l /boot/efi")).doesNotContain("EFI");
        assertThat(debugfs(root, "stat /var"))
                .contains("Mode:  02775", "User:     7   Group:     8", "mtime: 0x5f5e1000");
        assertThat(debugfs(root, "ls /home/a b")).contains("file number 300");

        String var = at(layout, "var");
        check("e2fsck", "-fn", var);
        assertThat(debugfs(var, "stat <2>")).contains("Mode:  02775", "User:     7   Group:     8");
        assertThat(debugfs(var, "cat /log/messages")).contains("logged");
        assertThat(debugfs(var, "stat /log/lastlog")).contains("Size: 1073741824");

        Path esp = extract(layout, "ESP");
        check("fsck.vfat", "-n", esp.toString());
        assertThat(String.join("\n", host("mdir", "-/", "-b", "-i", esp.toString(), "::")))
                .contains("EFI/BOOT/BOOTX64.EFI", "EFI/BOOT/long name.csv");
        assertThat(host("blkid", "--probe", esp.toString()).toString()).contains("FAT32", "LABEL=\"MKFS_ESP\"");
        assertThat(host("blkid", "--probe", extract(layout, "swap").toString()).toString())
                .contains(
                        "TYPE=\"swap\"",
                        "LABEL=\"mkfs_swap\"",
                        layout.plan()
                                .partitions()
                                .get(2)
                                .fileSystem()
                                .orElseThrow()
                                .uuid());

        check("sgdisk", "--verify", disk.toString());
        try (DiskFile file = DiskFile.open(disk)) {
            assertThat(file.readBytes(0, 4)).containsOnly('b');
            ByteBuffer core = file.read(layout.biosBoot().orElseThrow().extent().offset(), 512);
            assertThat(core.get(0)).isEqualTo((byte) 'c');
            assertThat(core.getLong(500)).isEqualTo(65 * 2048 + 1);
        }
        assertThat(allocated(disk)).as("holes stay holes").isLessThan(15 * MIB);
    }

    @ParameterizedTest
    @ValueSource(strings = {"efi", "mbr", "none"})
    void givesEqualBytesForEqualTrees(String kind) throws Exception {
        DiskPlan plan = kind.equals("efi")
                ? Disks.plan(Disks.EFI)
                : kind.equals("mbr") ? Disks.simple("mbr") : DiskPlan.withoutTable(DiskOptions.defaults(), Disks.SEED);
        Path other = folder.resolve("other.raw");
        Layout first = assemble(plan, tree("tree"), disk);
        Thread.sleep(1100);
        Layout second = assemble(plan, tree("memory/tree"), other);

        assertThat(second).isEqualTo(first);
        assertThat(Files.mismatch(disk, other)).as("first byte that differs").isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"efi", "mbr"})
    void findsGrubWhereTheRedHatFamilyHasIt(String kind) throws Exception {
        Path tree = tree("tree");
        sandbox.check(Command.of(
                "mv",
                tree.resolve("boot/grub").toString(),
                tree.resolve("boot/grub2").toString()));
        Layout layout = assemble(kind.equals("efi") ? Disks.plan(Disks.EFI) : Disks.simple("mbr"), tree, disk);
        try (DiskFile file = DiskFile.open(disk)) {
            assertThat(file.readBytes(0, 4)).containsOnly('b');
            Extent place = GrubBios.place(layout).orElseThrow();
            assertThat(file.readBytes(place.offset(), 4)).containsOnly('c');
        }
    }

    @Test
    void makesTheOlderKindsToo() throws Exception {
        String configuration = Disks.EFI.replace("type: ext4", "type: ext2\n          opts: -m 1");
        Layout layout = assemble(
                DiskPlan.of(
                        dev.dib.document.Documents.parse(
                                "test",
                                configuration.replace(
                                        "          mount:\n            mount_point: /\n",
                                        "          type: ext3\n          mount:\n            mount_point: /\n")),
                        DiskOptions.defaults(),
                        Disks.SEED),
                tree("tree"),
                disk);
        check("e2fsck", "-fn", at(layout, "root"));
        check("e2fsck", "-fn", at(layout, "var"));
        assertThat(debugfs(at(layout, "var"), "stats"))
                .doesNotContain("has_journal")
                .contains("Reserved block count:");
        assertThat(debugfs(at(layout, "root"), "stats")).contains("has_journal").doesNotContain("extent");
    }

    @Test
    void passesOnWhatThePersonSays() throws Exception {
        DiskOptions options = DiskOptions.defaults()
                .withJournalMiB(8)
                .withMaxOnlineResize(4_000_000)
                .withMkfsOptions("-m 0 -O ^metadata_csum");
        Layout layout = assemble(DiskPlan.withoutTable(options, Disks.SEED), tree("tree"), disk);
        check("e2fsck", "-fn", disk.toString());
        assertThat(debugfs(at(layout, ""), "stats"))
                .contains("Reserved block count:     0")
                .doesNotContain("metadata_csum");
        assertThat(host("dumpe2fs", "-h", disk.toString()).toString()).contains("Total journal size:       8M");
    }

    @Test
    void tellsWhatAFatCannotHold() throws Exception {
        Path tree = tree("tree");
        sandbox.check(
                Command.of("ln", "-s", "EFI", tree.resolve("boot/efi/link").toString()));
        assertThatThrownBy(() -> assemble(Disks.plan(Disks.EFI), tree, disk))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("/boot/efi/link: is neither a file nor a folder");
        assertThat(disk).doesNotExist();
    }

    @Test
    void doesNotFollowALinkOutOfTheTree() throws Exception {
        Path tree = tree("tree");
        sandbox.check(Command.of("sh", "-c", "rm -r \"$1/var\" && ln -s /var \"$1/var\"", "sh", tree.toString()));
        assertThatThrownBy(() -> assemble(Disks.plan(Disks.EFI), tree, disk))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("/var: is a mount point");
    }

    @Test
    void tellsThatATreeHasOutgrownItsDisk() throws Exception {
        Path tree = tree("tree");
        DiskPlan plan = DiskPlan.withoutTable(DiskOptions.defaults(), Disks.SEED);
        Layout layout = Layout.of(plan, new ImageSize.Extra(0), TreeUsage.measure(sandbox, tree, plan.mountPoints()));
        sandbox.check(Command.of(
                "sh",
                "-c",
                "head -c 90000000 /dev/zero | tr '\\0' x > \"$1\"",
                "sh",
                tree.resolve("tmp/more").toString()));
        assertThatThrownBy(() -> new OfflineAssembly(sandbox).assemble(layout, tree, disk, place(), Optional.of(TIME)))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("the content of '/' does not fit into");
    }

    private Path tree(String name) throws Exception {
        Path tree = sandbox.scratch().resolve(name);
        sandbox.check(Command.of("sh", "-c", TREE, "sh", tree.toString()));
        return tree;
    }

    private Layout assemble(DiskPlan plan, Path tree, Path target) throws Exception {
        MountPoints.make(sandbox, tree, plan);
        Layout layout =
                Layout.of(plan, new ImageSize.Extra(10 * MIB), TreeUsage.measure(sandbox, tree, plan.mountPoints()));
        new OfflineAssembly(sandbox).assemble(layout, tree, target, place(), Optional.of(TIME));
        return layout;
    }

    private Path place() throws Exception {
        return Files.createTempDirectory(sandbox.scratch(), "assembly");
    }

    private static Extent extent(Layout layout, String partition) {
        return layout.partitions().stream()
                .filter(placed -> placed.plan().name().equals(partition))
                .findFirst()
                .map(Layout.Placed::extent)
                .orElse(new Extent(0, layout.size()));
    }

    private String at(Layout layout, String partition) {
        return disk + "?offset=" + extent(layout, partition).offset();
    }

    private Path extract(Layout layout, String partition) throws Exception {
        Path file = folder.resolve(partition);
        Extent extent = extent(layout, partition);
        check(
                "dd",
                "if=" + disk,
                "of=" + file,
                "bs=1M",
                "skip=" + extent.offset() / MIB,
                "count=" + extent.bytes() / MIB);
        return file;
    }

    private static String debugfs(String fileSystem, String request) throws Exception {
        String quoted = request.replaceFirst(" (/.* .*)$", " \"$1\"");
        return String.join("\n", host("debugfs", "-R", quoted, fileSystem));
    }

    private static void check(String... line) throws Exception {
        host(line);
    }

    private static List<String> host(String... line) throws Exception {
        List<String> lines = new ArrayList<>();
        new HostCommands().check(Command.of(line).with("MTOOLS_SKIP_CHECK", "1"), lines::add);
        return lines;
    }

    private static long allocated(Path file) throws Exception {
        return Long.parseLong(host("stat", "--format=%b", file.toString()).get(0)) * 512;
    }
}
