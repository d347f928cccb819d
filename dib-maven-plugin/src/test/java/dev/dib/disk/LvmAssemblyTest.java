// SPDX-License-Identifier: Apache-2.0
package dev.dib.disk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dib.sandbox.Command;
import dev.dib.sandbox.HostCommands;
import dev.dib.sandbox.Sandbox;
import dev.dib.sandbox.SandboxSpec;
import java.io.IOException;
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

/** Assembles disks with logical volumes, without device-mapper, and has LVM and e2fsck look at them. */
class LvmAssemblyTest {

    private static final Instant TIME = Instant.ofEpochSecond(1_700_000_000);

    private static final String TREE = """
            set -eu
            umask 022
            mkdir -p "$1"
            cd "$1"
            mkdir -p etc boot var/log usr
            echo 127.0.0.1 > etc/hosts
            echo kernel > boot/vmlinuz
            echo logged > var/log/messages
            for i in $(seq 40); do head -c 1000000 /dev/zero | tr '\\0' x > usr/$i; done
            find . -exec touch --no-dereference --date=@1600000000 {} +
            """;

    /** Shows loop devices of the physical volumes to LVM, and no other device. */
    private static final String REPORT = """
            set -eu
            disk=$1
            shift
            loops=
            trap 'losetup --detach $loops' EXIT
            while [ "$1" != -- ]; do
                loops="$loops $(losetup --find --show --read-only --offset "$1" --sizelimit "$2" "$disk")"
                shift 2
            done
            shift
            filter=$(printf '"a|^%s$|", ' $loops)
            "$@" --driverloaded n --nolocking \\
                --config "devices { filter=[ $filter\\"r|.*|\\" ] use_devicesfile=0 hints=\\"none\\" }"
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

    @Test
    void putsFileSystemsIntoVolumes() throws Exception {
        Layout layout = assemble(Disks.plan(Disks.LVM), disk);

        Path root = extract(layout, "mkfs_root");
        host("e2fsck", "-fn", root.toString());
        assertThat(layout.volumes().get(3).pieces()).as("it is on both").hasSize(2);
        assertThat(host("debugfs", "-R", "cat /etc/hosts", root.toString())).contains("127.0.0.1");
        assertThat(host("debugfs", "-R", "ls /usr", root.toString()).toString()).contains("40");
        Path var = extract(layout, "mkfs_lv_var");
        host("e2fsck", "-fn", var.toString());
        assertThat(host("debugfs", "-R", "cat /log/messages", var.toString())).contains("logged");
        assertThat(host("blkid", "--probe", extract(layout, "mkfs_lv_swap").toString())
                        .toString())
                .contains("TYPE=\"swap\"", "LABEL=\"mkfs_lv_swap\"");
        for (Extent place : layout.groups().get(0).places()) {
            Path physical = copy("physical", List.of(place));
            assertThat(host("pvck", "--dump", "headers", physical.toString()))
                    .noneMatch(line -> line.contains("CHECK:"))
                    .anyMatch(line -> line.endsWith("# vgname vg seqno 1"));
            assertThat(host("blkid", "--probe", physical.toString()).toString()).contains("TYPE=\"LVM2_member\"");
            Files.delete(physical);
        }
    }

    /** A boot loader has to find the kernel in volumes, too; its reader of LVM's text is a simple one. */
    @Test
    void showsItsFilesToGrub() throws Exception {
        Layout layout = assemble(Disks.plan(Disks.LVM), disk);

        assertThat(layout.volumes().get(3).pieces())
                .as("the root file system is on both")
                .hasSize(2);
        assertThat(host("grub-fstest", disk.toString(), "ls").toString())
                .contains("(lvm/vg-lv_swap)", "(lvm/vg-lv_var)", "(lvm/vg-lv_root)");
        assertThat(host("grub-fstest", disk.toString(), "cat", "(lvm/vg-lv_root)/etc/hosts"))
                .containsExactly("127.0.0.1");
        assertThat(host("grub-fstest", disk.toString(), "cat", "(lvm/vg-lv_var)/log/messages"))
                .containsExactly("logged");
        assertThat(host("grub-fstest", disk.toString(), "crc", "(lvm/vg-lv_root)/usr/40"))
                .isEqualTo(host("grub-fstest", disk.toString(), "crc", "(lvm/vg-lv_root)/usr/1"));
    }

    @Test
    void givesEqualBytesForEqualTrees() throws Exception {
        Path other = folder.resolve("other.raw");
        assemble(Disks.plan(Disks.LVM), disk);
        Thread.sleep(1100);
        assemble(Disks.plan(Disks.LVM), other);
        assertThat(Files.mismatch(disk, other)).as("first byte that differs").isEqualTo(-1);
    }

    @Test
    @EnabledIf("dev.dib.disk.LoopDevices#canBeUsed")
    void showsTheGroupToLvm() throws Exception {
        Layout layout = assemble(Disks.plan(Disks.LVM), disk);

        assertThat(report(layout, "vgck", "vg")).as("complaints").isEmpty();
        assertThat(report(
                        layout, "vgs", "--noheadings", "-o", "vg_name,pv_count,lv_count,vg_extent_size,vg_free_count"))
                .contains("vg 2 3 4.00m 0");
        VolumeGroupPlan plan = layout.plan().groups().get(0);
        assertThat(report(layout, "pvs", "--noheadings", "-o", "pv_uuid,pv_in_use,pv_missing"))
                .contains(
                        plan.physicalVolumes().get(0).id() + " used",
                        plan.physicalVolumes().get(1).id() + " used");
        List<VolumeGroupPlan.Logical> logical = plan.logicalVolumes();
        assertThat(report(
                        layout,
                        "lvs",
                        "--noheadings",
                        "--units=b",
                        "--nosuffix",
                        "-o",
                        "lv_uuid,lv_name,lv_size,segtype"))
                .contains(
                        logical.get(0).id() + " lv_swap " + (16 << 20) + " linear",
                        logical.get(1).id() + " lv_var "
                                + layout.volumes().get(2).bytes() + " linear",
                        logical.get(2).id() + " lv_root "
                                + layout.volumes().get(3).bytes() + " linear");
    }

    private Layout assemble(DiskPlan plan, Path target) throws Exception {
        Path tree = sandbox.scratch().resolve("tree");
        sandbox.check(Command.of("sh", "-c", TREE, "sh", tree.toString()));
        MountPoints.make(sandbox, tree, plan);
        Layout layout = Layout.of(plan, new ImageSize.Extra(0), TreeUsage.measure(sandbox, tree, plan.mountPoints()));
        new OfflineAssembly(sandbox)
                .assemble(
                        layout,
                        tree,
                        target,
                        Files.createTempDirectory(sandbox.scratch(), "assembly"),
                        Optional.of(TIME));
        return layout;
    }

    private Path extract(Layout layout, String fileSystem) throws IOException {
        return copy(
                fileSystem,
                layout.volumes().stream()
                        .filter(volume -> volume.fileSystem().name().equals(fileSystem))
                        .findFirst()
                        .orElseThrow()
                        .pieces());
    }

    private Path copy(String name, List<Extent> pieces) throws IOException {
        Path file = folder.resolve(name);
        long bytes = pieces.stream().mapToLong(Extent::bytes).sum();
        try (DiskFile target = DiskFile.create(file, bytes)) {
            long at = 0;
            for (Extent piece : pieces) {
                target.copy(disk, piece, at);
                at += piece.bytes();
            }
        }
        return file;
    }

    /** The lines of a command of LVM, with one blank between columns; those that tell of the missing device-mapper are left out. */
    private List<String> report(Layout layout, String... command) throws Exception {
        List<String> line = new ArrayList<>(List.of("sh", "-c", REPORT, "sh", disk.toString()));
        for (Extent place : layout.groups().get(0).places()) {
            line.addAll(List.of(Long.toString(place.offset()), Long.toString(place.bytes())));
        }
        line.add("--");
        line.addAll(List.of(command));
        return host(line.toArray(String[]::new)).stream()
                .map(text -> text.strip().replaceAll(" +", " "))
                .filter(text -> !text.startsWith("WARNING: Activation disabled") && !text.contains(" leaked on "))
                .toList();
    }

    private static List<String> host(String... line) throws Exception {
        List<String> lines = new ArrayList<>();
        new HostCommands().check(Command.of(line), lines::add);
        return lines;
    }
}
