// SPDX-License-Identifier: Apache-2.0
package dev.dib.disk;

import dev.dib.disk.config.BlockDevices;
import dev.dib.disk.config.FileSystemType;
import dev.dib.disk.config.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Makes a plan of a checked configuration. */
final class DiskPlanner {

    private static final int DEFAULT_SECTOR = 512;

    private final BlockDevices devices;
    private final DiskOptions options;
    private final Identities identities;

    DiskPlanner(BlockDevices devices, DiskOptions options, UUID seed) {
        this.devices = devices;
        this.options = options;
        this.identities = new Identities(seed);
    }

    DiskPlan plan() {
        Node.LocalLoop disk = devices.disk();
        Optional<TablePlan> table = devices.partitioning().map(this::table);
        Optional<FileSystemPlan> bare = devices.on(disk.name(), Node.Mkfs.class).map(this::fileSystem);
        int sector = options.blockSize().orElse(disk.blockSize().orElse(DEFAULT_SECTOR));
        return new DiskPlan(disk.size(), sector, table, bare, groups());
    }

    private TablePlan table(Node.Partitioning partitioning) {
        List<PartitionPlan> partitions = new ArrayList<>();
        for (Node.Partition partition : partitioning.partitions()) {
            partitions.add(new PartitionPlan(
                    partition.name(),
                    partition.size(),
                    partition.type(),
                    partition.boot(),
                    partition.primary(),
                    identities.uuid("partition:" + partition.name()),
                    devices.on(partition.name(), Node.Mkfs.class).map(this::fileSystem)));
        }
        String disk = "disk:" + partitioning.base();
        return new TablePlan(
                partitioning.table(), partitioning.align(), identities.uuid(disk), identities.serial(disk), partitions);
    }

    private List<VolumeGroupPlan> groups() {
        Map<String, Node.PhysicalVolume> physical = new HashMap<>();
        devices.all(Node.PhysicalVolume.class).forEach(volume -> physical.put(volume.name(), volume));
        return devices.all(Node.VolumeGroup.class).stream()
                .map(group -> new VolumeGroupPlan(
                        group.name(),
                        identities.volume("volume-group:" + group.name()),
                        group.extent(),
                        group.bases().stream()
                                .map(base -> new VolumeGroupPlan.Physical(
                                        identities.volume("physical-volume:" + base),
                                        physical.get(base).base()))
                                .toList(),
                        devices.all(Node.LogicalVolume.class).stream()
                                .filter(volume -> volume.base().equals(group.name()))
                                .map(this::logical)
                                .toList()))
                .toList();
    }

    private VolumeGroupPlan.Logical logical(Node.LogicalVolume volume) {
        return new VolumeGroupPlan.Logical(
                volume.name(),
                identities.volume("logical-volume:" + volume.name()),
                volume.size(),
                devices.on(volume.name(), Node.Mkfs.class).map(this::fileSystem));
    }

    private FileSystemPlan fileSystem(Node.Mkfs mkfs) {
        Optional<Node.Mount> mount = devices.on(mkfs.name(), Node.Mount.class);
        Optional<Node.Fstab> fstab = mount.flatMap(node -> devices.on(node.name(), Node.Fstab.class));
        boolean swap = mkfs.type() == FileSystemType.SWAP;
        return new FileSystemPlan(
                mkfs.name(),
                mkfs.type(),
                mkfs.label(),
                mkfs.uuid().orElseGet(() -> id(mkfs)),
                identities.uuid("hash-seed:" + mkfs.name()),
                mkfs.options(),
                mount.map(Node.Mount::mountPoint).filter(point -> !swap),
                fstab.map(line -> fstab(mkfs, mount.orElseThrow(), line)));
    }

    private String id(Node.Mkfs mkfs) {
        String name = "file-system:" + mkfs.name();
        return mkfs.type().isFat()
                ? String.format(Locale.ROOT, "%08X", identities.serial(name))
                : identities.uuid(name).toString();
    }

    private static String fstab(Node.Mkfs mkfs, Node.Mount mount, Node.Fstab line) {
        String head = "LABEL=" + mkfs.label() + " ";
        if (mkfs.type() == FileSystemType.SWAP) {
            return head + "none swap sw 0 0";
        }
        return head + mount.mountPoint() + " " + mkfs.type().fstabWord() + " " + line.options() + " "
                + line.dumpFrequency() + " " + line.checkPass();
    }
}
