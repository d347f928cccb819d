// SPDX-License-Identifier: Apache-2.0
package dev.dib.disk;

import dev.dib.disk.lvm.VolumeGroup;
import java.util.ArrayList;
import java.util.List;

/**
 * A volume group in its place.
 *
 * @param group with its volumes in the order of the plan
 * @param places of its physical volumes on the disk, in their order
 */
public record PlacedGroup(VolumeGroupPlan plan, VolumeGroup group, List<Extent> places) {

    public PlacedGroup {
        places = List.copyOf(places);
    }

    /** Where the pieces of a logical volume are on the disk, in their order. */
    List<Extent> pieces(int logicalVolume) {
        return group.logicalVolumes().get(logicalVolume).segments().stream()
                .map(segment -> new Extent(
                        places.get(segment.physicalVolume()).offset()
                                + VolumeGroup.PhysicalVolume.DATA
                                + segment.first() * group.extent(),
                        segment.count() * group.extent()))
                .toList();
    }

    /** Its file systems in their places. */
    List<Layout.Volume> volumes() {
        List<Layout.Volume> volumes = new ArrayList<>();
        for (int i = 0; i < plan.logicalVolumes().size(); i++) {
            int index = i;
            plan.logicalVolumes()
                    .get(i)
                    .fileSystem()
                    .ifPresent(fs -> volumes.add(new Layout.Volume(fs, pieces(index))));
        }
        return volumes;
    }
}
