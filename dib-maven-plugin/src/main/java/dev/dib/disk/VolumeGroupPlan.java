// SPDX-License-Identifier: Apache-2.0
package dev.dib.disk;

import dev.dib.disk.config.LogicalSize;
import dev.dib.disk.lvm.VolumeId;
import java.util.List;
import java.util.Optional;

/**
 * A volume group of LVM whose size is still open.
 *
 * @param extent bytes of an extent
 */
public record VolumeGroupPlan(
        String name, VolumeId id, long extent, List<Physical> physicalVolumes, List<Logical> logicalVolumes) {

    public VolumeGroupPlan {
        physicalVolumes = List.copyOf(physicalVolumes);
        logicalVolumes = List.copyOf(logicalVolumes);
    }

    /**
     * A physical volume.
     *
     * @param base the name of a partition, or of the disk
     */
    public record Physical(VolumeId id, String base) {}

    /** A logical volume. */
    public record Logical(String name, VolumeId id, LogicalSize size, Optional<FileSystemPlan> fileSystem) {}
}
