// SPDX-License-Identifier: Apache-2.0
package dev.dib.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dib.disk.config.FileSystemType;
import dev.dib.problem.ProblemException;
import dev.dib.sandbox.Command;
import dev.dib.sandbox.HostCommands;
import dev.dib.sandbox.Mounts;
import dev.dib.sandbox.Sandbox;
import dev.dib.sandbox.SandboxSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Makes disks with xfs and btrfs and looks into them with the kernel. Only root may mount: see doctor.Need.LOOP_DEVICE. */
@EnabledIf("dev.dib.disk.LoopDevices#canBeUsed")
class MountedFileSystemTest {

    private static final String TREE = """
            set -eu
            umask 022
            mkdir -p "$1"
            cd "$1"
            mkdir -p bin etc 'home/a b' 'var/log' var/cache tmp
            echo 127.0.0.1 > etc/hosts
            printf 0123456789 > bin/setuid
            chown 42:43 bin/setuid
            chmod 4755 bin/setuid
            ln bin/setuid bin/hardlink
            ln -s setuid bin/link
            cp bin/setuid bin/able
            setcap cap_net_raw+ep bin/able
            setfattr -n user.colour -v blue etc/hosts
            truncate -s 1G var/log/lastlog
            echo logged > var/log/messages
            mkfifo tmp/fifo
            chmod 1777 tmp
            for i in $(seq 300); do echo $i > "home/a b/file number $i"; done
            chmod 750 .
            find . -exec touch --no-dereference --date=@1600000000.5 {} +
            """;

    /** All that can be seen of a tree, a line for each file. */
    private static final String LIST = """
            cd "$1"
            find . -xdev ! -type d -printf '%P %y %m %U %G %n %s %T@ %l\\n' | sort
            find . -xdev -type d -printf '%P %y %m %U %G %T@\\n' | sort
            find . -xdev -print0 | sort -z | xargs -0 getfattr --no-dereference --dump --match=- | grep -v '^$'
            sha256sum bin/setuid etc/hosts
            """;

    @TempDir
    Path folder;

    private Sandbox sandbox;
    private Path disk;

    @BeforeEach
    void open() throws Exception {
        sandbox = Sandbox.open(SandboxSpec.of(folder.resolve("scratch")));
        disk = folder.resolve("disk.raw");
    }

    @AfterEach
    void close() throws Exception {
        sandbox.close();
        LoopDevices.assertNoneIsLeftOf(folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"xfs", "btrfs"})
    void holdsTheWholeTree(String type) throws Exception {
        DiskPlan plan = Disks.plan("""
                - local_loop: {name: image0}
                - partitioning:
                    base: image0
                    label: gpt
                    partitions:
                      - {name: var, size: 400MiB, mkfs: {type: ext4, mount: {mount_point: /var}}}
                      - {name: root, size: 100%%, mkfs: {type: %s, mount: {mount_point: /}}}
                """.formatted(type));
        Path tree = tree();
        Layout layout = assemble(plan, tree, new ImageSize.Extra(0));

        Extent root = layout.partitions().get(1).extent();
        Path mounted = folder.resolve("mounted");
        String options = "ro,loop,offset=" + root.offset() + ",sizelimit=" + root.bytes();
        sandbox.check(Command.of("mkdir", mounted.toString()));
        sandbox.check(Command.of("mount", "-t", type, "-o", options, disk.toString(), mounted.toString()));
        sandbox.check(Command.of("sh", "-c", "rm -r \"$1\"/var/*", "sh", tree.toString()));
        sandbox.check(
                Command.of("touch", "--date=@1600000000.5", tree.resolve("var").toString()));
        assertThat(list(mounted)).isEqualTo(list(tree));
        assertThat(run("blkid", "--probe", "--offset", Long.toString(root.offset()), disk.toString())
                        .toString())
                .contains(
                        "LABEL=\"" + plan.rootLabel() + "\"",
                        "TYPE=\"" + type + "\"",
                        plan.root().uuid());
        new Mounts(sandbox).unmountBelow(folder);
    }

    @Test
    void holdsTheWholeTreeInALogicalVolumeInPieces() throws Exception {
        DiskPlan plan = Disks.plan("""
                - local_loop: {name: image0}
                - partitioning:
                    base: image0
                    label: gpt
                    partitions:
                      - {name: small, size: 41MiB}
                      - {name: large, size: 100%}
                - lvm:
                    name: lvm
                    pvs: [{name: pv0, base: small}, {name: pv1, base: large}]
                    vgs: [{name: vg, base: [pv0, pv1]}]
                    lvs: [{name: lv, base: vg, extents: 100%FREE, mkfs: {type: xfs, mount: {mount_point: /}}}]
                """);
        Path tree = tree();
        Layout.Volume root =
                assemble(plan, tree, new ImageSize.Extra(0)).volumes().get(0);
        assertThat(root.pieces()).hasSize(2);

        Path whole = folder.resolve("whole");
        try (DiskFile file = DiskFile.create(whole, root.bytes())) {
            file.copy(disk, root.pieces().get(0), 0);
            file.copy(disk, root.pieces().get(1), root.pieces().get(0).bytes());
        }
        Path mounted = folder.resolve("mounted");
        sandbox.check(Command.of("mkdir", mounted.toString()));
        sandbox.check(Command.of("mount", "-t", "xfs", "-o", "ro,loop", whole.toString(), mounted.toString()));
        assertThat(list(mounted)).isEqualTo(list(tree));
        new Mounts(sandbox).unmountBelow(folder);
    }

    @Test
    void tellsThatTheContentHasOutgrownIt() throws Exception {
        Path tree = tree();
        DiskPlan plan = DiskPlan.withoutTable(DiskOptions.defaults().withRootType(FileSystemType.XFS), Disks.SEED);
        Layout layout = Layout.of(plan, new ImageSize.Extra(0), TreeUsage.measure(sandbox, tree, plan.mountPoints()));
        sandbox.check(Command.of(
                "sh",
                "-c",
                "head -c 400000000 /dev/urandom > \"$1\"",
                "sh",
                tree.resolve("tmp/more").toString()));
        assertThatThrownBy(() -> new OfflineAssembly(sandbox).assemble(layout, tree, disk, place(), Optional.empty()))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("the content of '/' does not fit into");
        assertThat(disk).doesNotExist();
    }

    private List<String> list(Path tree) throws Exception {
        return sandbox.lines(Command.of("sh", "-c", LIST, "sh", tree.toString()));
    }

    private Path tree() throws Exception {
        Path tree = sandbox.scratch().resolve("tree");
        sandbox.check(Command.of("sh", "-c", TREE, "sh", tree.toString()));
        return tree;
    }

    private Layout assemble(DiskPlan plan, Path tree, ImageSize size) throws Exception {
        MountPoints.make(sandbox, tree, plan);
        Layout layout = Layout.of(plan, size, TreeUsage.measure(sandbox, tree, plan.mountPoints()));
        new OfflineAssembly(sandbox)
                .assemble(layout, tree, disk, place(), Optional.of(Instant.ofEpochSecond(1_700_000_000)));
        return layout;
    }

    private Path place() throws Exception {
        return Files.createTempDirectory(sandbox.scratch(), "assembly");
    }

    private static List<String> run(String... line) throws Exception {
        List<String> lines = new ArrayList<>();
        new HostCommands().run(Command.of(line), lines::add);
        return lines;
    }
}
