// SPDX-License-Identifier: Apache-2.0
package dev.dib.disk.lvm;

import java.time.Instant;

/**
 * Writes what LVM2 knows of a volume group, in its text format (version 1, {@code lib/format_text/export.c}). LVM takes it in
 * any form, but GRUB ({@code grub-core/disk/lvm.c}) counts on line breaks where LVM has them. No name of this host is in it,
 * and no device: LVM finds physical volumes by their ids.
 */
final class MetadataText {

    private static final int SECTOR = 512;

    /** LVM wants a name with each time. */
    private static final String HOST = "localhost";

    private final VolumeGroup group;
    private final long seconds;
    private final StringBuilder text = new StringBuilder();

    MetadataText(VolumeGroup group, Instant time) {
        this.group = group;
        this.seconds = time.getEpochSecond();
    }

    String text() {
        lines(
                group.name() + " {",
                "id = \"" + group.id() + "\"",
                "seqno = 1",
                "format = \"lvm2\"",
                "status = [\"RESIZEABLE\", \"READ\", \"WRITE\"]",
                "flags = []",
                "extent_size = " + group.extent() / SECTOR,
                "max_lv = 0",
                "max_pv = 0",
                "metadata_copies = 0",
                "",
                "physical_volumes {");
        for (int i = 0; i < group.physicalVolumes().size(); i++) {
            physical(i);
        }
        lines("}", "");
        if (!group.logicalVolumes().isEmpty()) {
            lines("logical_volumes {");
            group.logicalVolumes().forEach(this::logical);
            lines("}", "");
        }
        lines(
                "}",
                "",
                "contents = \"Text Format Volume Group\"",
                "version = 1",
                "",
                "description = \"\"",
                "",
                "creation_host = \"" + HOST + "\"",
                "creation_time = " + seconds,
                "");
        return text.toString();
    }

    private void physical(int index) {
        VolumeGroup.PhysicalVolume volume = group.physicalVolumes().get(index);
        lines(
                "",
                "pv" + index + " {",
                "id = \"" + volume.id() + "\"",
                "status = [\"ALLOCATABLE\"]",
                "flags = []",
                "dev_size = " + volume.bytes() / SECTOR,
                "pe_start = " + VolumeGroup.PhysicalVolume.DATA / SECTOR,
                "pe_count = " + volume.extents(group.extent()),
                "}");
    }

    private void logical(VolumeGroup.LogicalVolume volume) {
        lines(
                "",
                volume.name() + " {",
                "id = \"" + volume.id() + "\"",
                "status = [\"READ\", \"WRITE\", \"VISIBLE\"]",
                "flags = []",
                "creation_time = " + seconds,
                "creation_host = \"" + HOST + "\"",
                "segment_count = " + volume.segments().size(),
                "");
        long start = 0;
        for (int i = 0; i < volume.segments().size(); i++) {
            VolumeGroup.Segment segment = volume.segments().get(i);
            lines(
                    "segment" + (i + 1) + " {",
                    "start_extent = " + start,
                    "extent_count = " + segment.count(),
                    "",
                    // over one is LVM's word for linear
                    "type = \"striped\"",
                    "stripe_count = 1",
                    "",
                    "stripes = [",
                    "\"pv" + segment.physicalVolume() + "\", " + segment.first(),
                    "]",
                    "}");
            start += segment.count();
        }
        lines("}");
    }

    private void lines(String... lines) {
        for (String line : lines) {
            text.append(line).append('\n');
        }
    }
}
