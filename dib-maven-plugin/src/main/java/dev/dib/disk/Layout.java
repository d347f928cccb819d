// SPDX-License-Identifier: Apache-2.0
package dev.dib.disk;

import dev.dib.problem.ProblemException;
import dev.dib.problem.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where everything is on the disk. Both ways of assembly start from it.
 *
 * @param size of the disk in bytes, whole MiB
 * @param extended MBR: the extended partition, if there are logical ones; it is the entry after the primary ones
 * @param partitions in the order of the configuration
 * @param groups in the order of the plan
 */
public record Layout(
        DiskPlan plan, long size, Optional<Extent> extended, List<Placed> partitions, List<PlacedGroup> groups) {

    public Layout {
        partitions = List.copyOf(partitions);
        groups = List.copyOf(groups);
    }

    /**
     * A partition in its place.
     *
     * @param number from 1; logical partitions of an MBR from 5
     */
    public record Placed(int number, PartitionPlan plan, Extent extent) {}

    /**
     * A file system in its place.
     *
     * @param pieces in their order; more than one only if it is in a logical volume that is spread over several physical ones
     */
    public record Volume(FileSystemPlan fileSystem, List<Extent> pieces) {

        public Volume {
            pieces = List.copyOf(pieces);
        }

        Volume(FileSystemPlan fileSystem, Extent extent) {
            this(fileSystem, List.of(extent));
        }

        /** Its size. */
        public long bytes() {
            return pieces.stream().mapToLong(Extent::bytes).sum();
        }

        /**
         * The one place that it has.
         *
         * @throws IllegalStateException if it has several
         */
        public Extent extent() {
            if (pieces.size() != 1) {
                throw new IllegalStateException(fileSystem.name() + " is in " + pieces.size() + " pieces");
            }
            return pieces.get(0);
        }
    }

    /**
     * Computes all places.
     *
     * @param usage what is to go to each mount point, see {@link TreeUsage#measure}
     * @throws ProblemException if something does not fit; tells how much is needed
     */
    public static Layout of(DiskPlan plan, ImageSize size, Map<String, TreeUsage> usage) {
        return new LayoutCalculation(plan, size, usage).layout();
    }

    /**
     * Checks that a disk has room for its partitions and empty file systems, before anything is known of their content.
     *
     * @param problems gets what does not fit, and how much is needed
     */
    public static void checkRoom(DiskPlan plan, ImageSize size, Problems problems) {
        try {
            of(plan, size, Map.of());
        } catch (ProblemException e) {
            problems.addAll(e.problems());
        }
    }

    public int sectorSize() {
        return plan.sectorSize();
    }

    /** All file systems: those of partitions in the order of the disk, then those of logical volumes. */
    public List<Volume> volumes() {
        List<Volume> volumes = new ArrayList<>();
        plan.bare().ifPresent(fs -> volumes.add(new Volume(fs, new Extent(0, size))));
        for (Placed placed : partitions) {
            placed.plan().fileSystem().ifPresent(fs -> volumes.add(new Volume(fs, placed.extent())));
        }
        groups.forEach(group -> volumes.addAll(group.volumes()));
        return volumes;
    }

    /** The partition for GRUB's core image on a GPT. */
    public Optional<Placed> biosBoot() {
        return partitions.stream()
                .filter(placed -> placed.plan().type().isBiosBoot())
                .findFirst();
    }
}
