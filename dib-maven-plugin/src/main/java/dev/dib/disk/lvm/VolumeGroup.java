// SPDX-License-Identifier: Apache-2.0
package dev.dib.disk.lvm;

import java.util.List;

/**
 * A volume group with all that is in it. Logical volumes are linear: each is a row of pieces of physical volumes.
 *
 * @param extent bytes of an extent, the unit of all pieces
 */
public record VolumeGroup(
        String name,
        VolumeId id,
        long extent,
        List<PhysicalVolume> physicalVolumes,
        List<LogicalVolume> logicalVolumes) {

    public VolumeGroup {
        physicalVolumes = List.copyOf(physicalVolumes);
        logicalVolumes = List.copyOf(logicalVolumes);
    }

    /**
     * A disk or partition that is given to a group.
     *
     * @param bytes of all of it
     */
    public record PhysicalVolume(VolumeId id, long bytes) {

        /** Where its first extent begins, in bytes: the place that LVM takes, too. Labels and metadata are before it. */
        public static final long DATA = 1L << 20;

        /** How many extents of so many bytes there are in it. */
        public long extents(long extent) {
            return Math.max(0, bytes - DATA) / extent;
        }
    }

    /** A volume that a file system can be in. */
    public record LogicalVolume(String name, VolumeId id, List<Segment> segments) {

        public LogicalVolume {
            segments = List.copyOf(segments);
        }

        /** Its size in extents. */
        public long extents() {
            return segments.stream().mapToLong(Segment::count).sum();
        }
    }

    /**
     * A row of extents of one physical volume.
     *
     * @param physicalVolume its index in the group
     * @param first the first extent, from 0
     * @param count how many there are
     */
    public record Segment(int physicalVolume, long first, long count) {}
}
