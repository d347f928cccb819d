// SPDX-License-Identifier: Apache-2.0
package dev.dib.disk;

import dev.dib.disk.config.BlockDevices;
import dev.dib.disk.config.FileSystemType;
import dev.dib.disk.config.TableKind;
import dev.dib.document.Value;
import dev.dib.problem.ProblemException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * A disk that is to be made: checked, with all names and ids, but with sizes still open.
 *
 * @param declaredSize bytes, if the configuration says it
 * @param sectorSize bytes, 512 or 4096
 * @param table absent if one file system or physical volume takes the whole disk
 * @param bare the file system that takes the whole disk
 * @param groups volume groups of LVM, on partitions or on the whole disk
 */
public record DiskPlan(
        OptionalLong declaredSize,
        int sectorSize,
        Optional<TablePlan> table,
        Optional<FileSystemPlan> bare,
        List<VolumeGroupPlan> groups) {

    public DiskPlan {
        groups = List.copyOf(groups);
    }

    /**
     * Reads a block-device configuration.
     *
     * @param seed all ids are derived from it
     * @throws ProblemException with all that is wrong in it, each with file and line
     */
    public static DiskPlan of(Value configuration, DiskOptions options, UUID seed) {
        return new DiskPlanner(BlockDevices.read(configuration, options.rootDefaults()), options, seed).plan();
    }

    /** The disk of an image that has no block-device configuration: one file system, no partition table. */
    public static DiskPlan withoutTable(DiskOptions options, UUID seed) {
        return new DiskPlanner(BlockDevices.bare(options.rootDefaults()), options, seed).plan();
    }

    public List<PartitionPlan> partitions() {
        return table.map(TablePlan::partitions).orElse(List.of());
    }

    public List<FileSystemPlan> fileSystems() {
        List<FileSystemPlan> all = new ArrayList<>(bare.stream().toList());
        partitions().forEach(partition -> partition.fileSystem().ifPresent(all::add));
        groups.forEach(group ->
                group.logicalVolumes().forEach(volume -> volume.fileSystem().ifPresent(all::add)));
        return all;
    }

    /** Those with a place in the tree, sorted by it: each follows the one that it is mounted on. */
    public List<FileSystemPlan> mounted() {
        return fileSystems().stream()
                .filter(fs -> fs.mountPoint().isPresent())
                .sorted(Comparator.comparing(fs -> fs.mountPoint().orElseThrow()))
                .toList();
    }

    /** All mount points, sorted. */
    public List<String> mountPoints() {
        return mounted().stream().map(fs -> fs.mountPoint().orElseThrow()).toList();
    }

    public FileSystemPlan root() {
        return at("/").orElseThrow();
    }

    public Optional<FileSystemPlan> at(String mountPoint) {
        return fileSystems().stream()
                .filter(fs -> fs.mountPoint().equals(Optional.of(mountPoint)))
                .findFirst();
    }

    /** For {@code DIB_ROOT_LABEL}. */
    public String rootLabel() {
        return root().label();
    }

    /** For {@code DIB_ROOT_FSTYPE}. */
    public String rootType() {
        return root().type().word();
    }

    /** For {@code DIB_ROOT_UUID}. */
    public String rootUuid() {
        return root().uuid();
    }

    /** For {@code DIB_BOOT_LABEL}: the label of what is mounted at {@code /boot}; empty if nothing is. */
    public String bootLabel() {
        return at("/boot").map(FileSystemPlan::label).orElse("");
    }

    /** For {@code DIB_PARTITION_TABLE}: {@code gpt}, {@code mbr} or {@code none}. */
    public String tableWord() {
        return table.map(TablePlan::kind).map(TableKind::word).orElse("none");
    }

    /** The text of {@code /etc/fstab}: mount points in their order, then swap space. */
    public String fstab() {
        List<FileSystemPlan> ordered = new ArrayList<>(mounted());
        fileSystems().stream().filter(fs -> fs.type() == FileSystemType.SWAP).forEach(ordered::add);
        return ordered.stream()
                .flatMap(fs -> fs.fstab().stream())
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }
}
