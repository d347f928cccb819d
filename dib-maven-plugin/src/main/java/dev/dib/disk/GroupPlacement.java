// SPDX-License-Identifier: Apache-2.0
package dev.dib.disk;

import dev.dib.disk.config.LogicalSize;
import dev.dib.disk.lvm.VolumeGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Gives the extents of a volume group to its logical volumes, in their order. Each gets its place on the first physical volume
 * that has room for all of it; if none has, it is spread over what is free, from the first to the last. On each physical
 * volume, extents are taken from its beginning, so that what is free is in one piece at its end.
 */
final class GroupPlacement {

    private final VolumeGroupPlan plan;
    private final List<Extent> places;
    private final List<VolumeGroup.PhysicalVolume> physical = new ArrayList<>();
    private final long[] total;
    private final long[] taken;

    private GroupPlacement(VolumeGroupPlan plan, List<Extent> places) {
        this.plan = plan;
        this.places = places;
        this.total = new long[places.size()];
        this.taken = new long[places.size()];
        for (int i = 0; i < places.size(); i++) {
            var volume = new VolumeGroup.PhysicalVolume(
                    plan.physicalVolumes().get(i).id(), places.get(i).bytes());
            physical.add(volume);
            total[i] = volume.extents(plan.extent());
        }
    }

    /**
     * Places all volumes.
     *
     * @param places of the physical volumes
     * @return empty if they do not fit
     */
    static Optional<PlacedGroup> place(VolumeGroupPlan plan, List<Extent> places) {
        return new GroupPlacement(plan, places).place();
    }

    private Optional<PlacedGroup> place() {
        for (long extents : total) {
            if (extents < 1 || extents > LogicalSize.MOST_EXTENTS) {
                return Optional.empty();
            }
        }
        List<VolumeGroup.LogicalVolume> logical = new ArrayList<>();
        for (VolumeGroupPlan.Logical volume : plan.logicalVolumes()) {
            long extents = extents(volume.size());
            if (extents < 1 || extents > free()) {
                return Optional.empty();
            }
            logical.add(new VolumeGroup.LogicalVolume(volume.name(), volume.id(), take(extents)));
        }
        var group = new VolumeGroup(plan.name(), plan.id(), plan.extent(), physical, logical);
        return Optional.of(new PlacedGroup(plan, group, places));
    }

    private long extents(LogicalSize size) {
        if (size instanceof LogicalSize.OfGroup share) {
            return Math.min((long) (sum(total) * share.percent() / 100), free());
        }
        if (size instanceof LogicalSize.OfFree share) {
            return (long) (free() * share.percent() / 100);
        }
        return fixed(plan, size);
    }

    /** How many extents a size is that does not depend on the group. */
    static long fixed(VolumeGroupPlan plan, LogicalSize size) {
        return size instanceof LogicalSize.Bytes absolute
                ? Math.max(1, absolute.bytes() / plan.extent())
                : ((LogicalSize.Extents) size).count();
    }

    private List<VolumeGroup.Segment> take(long extents) {
        for (int i = 0; i < total.length; i++) {
            if (total[i] - taken[i] >= extents) {
                return List.of(segment(i, extents));
            }
        }
        List<VolumeGroup.Segment> segments = new ArrayList<>();
        long missing = extents;
        for (int i = 0; i < total.length && missing > 0; i++) {
            long count = Math.min(missing, total[i] - taken[i]);
            if (count > 0) {
                segments.add(segment(i, count));
                missing -= count;
            }
        }
        return segments;
    }

    private VolumeGroup.Segment segment(int index, long count) {
        var segment = new VolumeGroup.Segment(index, taken[index], count);
        taken[index] += count;
        return segment;
    }

    private long free() {
        return sum(total) - sum(taken);
    }

    private static long sum(long[] numbers) {
        long sum = 0;
        for (long number : numbers) {
            sum += number;
        }
        return sum;
    }
}
