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
 */
public record Layout(DiskPlan plan, long size, Optional<Extent> extended, List<Placed> partitions) {

    public Layout {
        partitions = List.copyOf(partitions);
    }

    /**
     * A partition in its place.
     *
     * @param number from 1; logical partitions of an MBR from 5
     */
    public record Placed(int number, PartitionPlan plan, Extent extent) {}

    /** A file system in its place. */
    public record Volume(FileSystemPlan fileSystem, Extent extent) {}

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

    /** All file systems, in the order of the disk. */
    public List<Volume> volumes() {
        List<Volume> volumes = new ArrayList<>();
        plan.bare().ifPresent(fs -> volumes.add(new Volume(fs, new Extent(0, size))));
        for (Placed placed : partitions) {
            placed.plan().fileSystem().ifPresent(fs -> volumes.add(new Volume(fs, placed.extent())));
        }
        return volumes;
    }

    /** The partition for GRUB's core image on a GPT. */
    public Optional<Placed> biosBoot() {
        return partitions.stream()
                .filter(placed -> placed.plan().type().isBiosBoot())
                .findFirst();
    }
}
