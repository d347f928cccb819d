// SPDX-License-Identifier: Apache-2.0
package dev.dib.disk;

import dev.dib.disk.config.Size;
import dev.dib.problem.Problems;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * The file systems that do not grow with the disk: on partitions and logical volumes with a size of their own, and on all
 * logical volumes of a group whose physical volumes are such partitions.
 */
final class FixedSizes {

    private static final long MIB = 1L << 20;

    private final DiskPlan plan;
    private final ToLongFunction<FileSystemPlan> need;
    private final Map<String, Long> bytes = new HashMap<>();

    /** @param need how large a file system has to be, in bytes */
    FixedSizes(DiskPlan plan, ToLongFunction<FileSystemPlan> need) {
        this.plan = plan;
        this.need = need;
        for (PartitionPlan partition : plan.partitions()) {
            if (partition.size() instanceof Size.Absolute absolute) {
                partition.fileSystem().ifPresent(fs -> bytes.put(fs.name(), absolute.bytes()));
            }
        }
        for (VolumeGroupPlan group : plan.groups()) {
            placed(group)
                    .ifPresent(found -> found.volumes()
                            .forEach(volume -> bytes.put(volume.fileSystem().name(), volume.bytes())));
            for (VolumeGroupPlan.Logical volume : group.logicalVolumes()) {
                if (volume.size().isFixed()) {
                    long size = GroupPlacement.fixed(group, volume.size()) * group.extent();
                    volume.fileSystem().ifPresent(fs -> bytes.put(fs.name(), size));
                }
            }
        }
    }

    boolean contains(FileSystemPlan fs) {
        return bytes.containsKey(fs.name());
    }

    /** @throws dev.dib.problem.ProblemException with all that do not hold what is to be in them */
    void check() {
        var problems = new Problems();
        for (PartitionPlan partition : plan.partitions()) {
            partition
                    .fileSystem()
                    .filter(this::isTooSmall)
                    .ifPresent(fs -> problems.add(
                            "partition " + partition.name(),
                            tooSmall(fs),
                            "give it a size of at least " + need.applyAsLong(fs) / MIB + "MiB"));
        }
        for (VolumeGroupPlan group : plan.groups()) {
            check(group, problems);
        }
        problems.throwIfAny();
    }

    private void check(VolumeGroupPlan group, Problems problems) {
        if (places(group).isPresent() && placed(group).isEmpty()) {
            problems.add(
                    "volume group " + group.name(),
                    "its logical volumes do not fit into its physical volumes",
                    "give the partitions that it is on more space; each needs 1 MiB for itself and has whole extents of "
                            + (group.extent() >> 10) + " KiB only");
        }
        for (VolumeGroupPlan.Logical volume : group.logicalVolumes()) {
            volume.fileSystem()
                    .filter(this::isTooSmall)
                    .ifPresent(fs -> problems.add(
                            "logical volume " + volume.name(),
                            tooSmall(fs),
                            (volume.size().isFixed()
                                            ? "give it a size of at least "
                                            : "give it a larger share, or the partitions of its group more space: it needs ")
                                    + wholeExtents(need.applyAsLong(fs), group.extent()) / MIB + "MiB"));
        }
    }

    /** Sizes of volumes are rounded down to extents: who writes this one gets what is needed. */
    private static long wholeExtents(long need, long extent) {
        long unit = Math.max(MIB, extent);
        return (need + unit - 1) / unit * unit;
    }

    private boolean isTooSmall(FileSystemPlan fs) {
        return contains(fs) && need.applyAsLong(fs) > bytes.get(fs.name());
    }

    private String tooSmall(FileSystemPlan fs) {
        return "its " + mib(bytes.get(fs.name())) + " are too small for what is in "
                + fs.mountPoint().orElse("it") + ", which needs " + mib(need.applyAsLong(fs));
    }

    /** The group in physical volumes of fixed sizes, wherever they are; empty if they grow, or if it does not fit. */
    private Optional<PlacedGroup> placed(VolumeGroupPlan group) {
        return places(group).flatMap(places -> GroupPlacement.place(group, places));
    }

    private Optional<List<Extent>> places(VolumeGroupPlan group) {
        List<Extent> places = group.physicalVolumes().stream()
                .flatMap(volume -> plan.partitions().stream()
                        .filter(partition -> partition.name().equals(volume.base())))
                .filter(partition -> partition.size() instanceof Size.Absolute)
                .map(partition ->
                        new Extent(0, Placement.fixed(plan.table().orElseThrow(), (Size.Absolute) partition.size())))
                .toList();
        return places.size() == group.physicalVolumes().size() ? Optional.of(places) : Optional.empty();
    }

    private static String mib(long size) {
        return (size + MIB - 1) / MIB + " MiB";
    }
}
