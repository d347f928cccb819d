// SPDX-License-Identifier: Apache-2.0
package dev.dib.disk.lvm;

import java.time.Instant;

/**
 * Writes what LVM2 knows of a volume group, in its text format (version 1, {@code lib/format_text/export.c}). No name of this
 * host is in it, and no device: LVM finds its physical volumes by their ids.
 */
final class MetadataText {

    private static final int SECTOR = 512;

    /** LVM wants a name with each time. */
    private static final String HOST = "localhost";

    private final VolumeGroup group;
    private final long seconds;
    private final StringBuilder text = new StringBuilder();
    private int depth;

    MetadataText(VolumeGroup group, Instant time) {
        this.group = group;
        this.seconds = time.getEpochSecond();
    }

    String text() {
        open(group.name());
        value("id", group.id());
        line("seqno = 1");
        line("format = \"lvm2\"");
        line("status = [\"RESIZEABLE\", \"READ\", \"WRITE\"]");
        line("flags = []");
        line("extent_size = " + group.extent() / SECTOR);
        line("max_lv = 0");
        line("max_pv = 0");
        line("metadata_copies = 0");
        open("physical_volumes");
        for (int i = 0; i < group.physicalVolumes().size(); i++) {
            physical(i);
        }
        close();
        if (!group.logicalVolumes().isEmpty()) {
            open("logical_volumes");
            group.logicalVolumes().forEach(this::logical);
            close();
        }
        close();
        line("contents = \"Text Format Volume Group\"");
        line("version = 1");
        line("description = \"\"");
        value("creation_host", HOST);
        line("creation_time = " + seconds);
        return text.toString();
    }

    private void physical(int index) {
        VolumeGroup.PhysicalVolume volume = group.physicalVolumes().get(index);
        open("pv" + index);
        value("id", volume.id());
        line("status = [\"ALLOCATABLE\"]");
        line("flags = []");
        line("dev_size = " + volume.bytes() / SECTOR);
        line("pe_start = " + VolumeGroup.PhysicalVolume.DATA / SECTOR);
        line("pe_count = " + volume.extents(group.extent()));
        close();
    }

    private void logical(VolumeGroup.LogicalVolume volume) {
        open(volume.name());
        value("id", volume.id());
        line("status = [\"READ\", \"WRITE\", \"VISIBLE\"]");
        line("flags = []");
        line("creation_time = " + seconds);
        value("creation_host", HOST);
        line("segment_count = " + volume.segments().size());
        long start = 0;
        for (int i = 0; i < volume.segments().size(); i++) {
            VolumeGroup.Segment segment = volume.segments().get(i);
            open("segment" + (i + 1));
            line("start_extent = " + start);
            line("extent_count = " + segment.count());
            // striped over one is LVM's word for linear
            line("type = \"striped\"");
            line("stripe_count = 1");
            line("stripes = [\"pv" + segment.physicalVolume() + "\", " + segment.first() + "]");
            close();
            start += segment.count();
        }
        close();
    }

    private void open(String section) {
        line(section + " {");
        depth++;
    }

    private void close() {
        depth--;
        line("}");
    }

    private void value(String key, Object value) {
        line(key + " = \"" + value + "\"");
    }

    private void line(String line) {
        text.append("\t".repeat(depth)).append(line).append('\n');
    }
}
