// SPDX-License-Identifier: Apache-2.0
package dev.dib.disk;

import dev.dib.disk.config.Size;
import dev.dib.disk.config.TableKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Places the partitions of a plan, and the volumes in them, on a disk of a given size.
 *
 * <p>As in diskimage-builder: the first partition starts one alignment unit from the start, each follows the one before at the
 * next multiple of the unit, sizes are rounded down to whole units, and a share is one of the space that is free at that
 * point, less one unit. On a GPT that unit holds the backup table; on an MBR it stays free after a primary partition, and
 * holds the extended boot record before a logical one.
 */
final class Placement {

    private final DiskPlan plan;
    private final TablePlan table;
    private final long size;
    private final long align;
    private final List<Layout.Placed> placed = new ArrayList<>();
    private long next;
    private Optional<Extent> extended = Optional.empty();

    private Placement(DiskPlan plan, TablePlan table, long size) {
        this.plan = plan;
        this.table = table;
        this.size = size;
        this.align = table.align();
        // the two tables of a GPT take up to 24 KiB; a smaller unit is for MBR
        this.next = table.kind() == TableKind.GPT ? Math.max(align, 1 << 20) : align;
    }

    /** A layout of that size; empty if partitions or logical volumes do not fit. */
    static Optional<Layout> place(DiskPlan plan, long size) {
        if (plan.table().isEmpty()) {
            return finished(plan, size, Optional.empty(), List.of());
        }
        return new Placement(plan, plan.table().get(), size).place();
    }

    /** The bytes of a partition with a size of its own. */
    static long fixed(TablePlan table, Size.Absolute size) {
        return Math.max(table.align(), size.bytes() / table.align() * table.align());
    }

    private static Optional<Layout> finished(
            DiskPlan plan, long size, Optional<Extent> extended, List<Layout.Placed> partitions) {
        List<PlacedGroup> groups = new ArrayList<>();
        for (VolumeGroupPlan group : plan.groups()) {
            List<Extent> places = group.physicalVolumes().stream()
                    .map(volume -> partitions.stream()
                            .filter(placed -> placed.plan().name().equals(volume.base()))
                            .map(Layout.Placed::extent)
                            .findFirst()
                            .orElseGet(() -> new Extent(0, size)))
                    .toList();
            Optional<PlacedGroup> placed = GroupPlacement.place(group, places);
            if (placed.isEmpty()) {
                return Optional.empty();
            }
            groups.add(placed.get());
        }
        return Optional.of(new Layout(plan, size, extended, partitions, groups));
    }

    private Optional<Layout> place() {
        int primaries = 0;
        int logicals = 0;
        for (PartitionPlan partition : table.partitions()) {
            boolean logical = table.kind() == TableKind.MBR && !partition.primary();
            if (logical && extended.isEmpty()) {
                if (size - next <= 0) {
                    return Optional.empty();
                }
                extended = Optional.of(new Extent(next, size - next));
            }
            long reserve = table.kind() == TableKind.GPT ? Math.max(align, 1 << 20) : align;
            long free = size - next - reserve;
            long bytes = bytes(partition.size(), free);
            if (bytes <= 0 || bytes > free) {
                return Optional.empty();
            }
            int number = logical ? 5 + logicals++ : 1 + primaries++;
            long start = logical ? next + align : next;
            placed.add(new Layout.Placed(number, partition, new Extent(start, bytes)));
            next = start + (bytes + align - 1) / align * align;
        }
        return finished(plan, size, extended, placed);
    }

    private long bytes(Size wanted, long free) {
        if (wanted instanceof Size.Absolute absolute) {
            return fixed(table, absolute);
        }
        return (long) (((Size.Share) wanted).percent() / 100 * free) / align * align;
    }
}
