// SPDX-License-Identifier: Apache-2.0
package dev.dib.disk.lvm;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * What stands at the beginning of a physical volume: in the second sector its label and header, from byte 4096 on the metadata
 * of the group, which each physical volume has a copy of. All numbers are little-endian. Fields: {@code lib/label/label.h} and
 * {@code lib/format_text/layout.h} of LVM2.
 */
public final class PhysicalVolumeHead {

    private static final int SECTOR = 512;

    private static final int LABEL = SECTOR;

    /** In the label: what comes before it is not in its checksum. */
    private static final int CHECKED = 20;

    private static final int LABEL_LENGTH = 32;

    private static final int AREA = 4096;

    private static final long AREA_SIZE = VolumeGroup.PhysicalVolume.DATA - AREA;

    private static final int TEXT = AREA + SECTOR;

    /** So long the text may be: LVM keeps the old one while it writes a new one. */
    static final long MOST_TEXT = (AREA_SIZE - SECTOR) / 2;

    private static final String MAGIC = " LVM2 x[5A%r0N*>";

    private static final int EXTENSION_VERSION = 2;

    /** In the extension of the header: the volume belongs to a group. */
    private static final int USED = 1;

    private final VolumeGroup group;
    private final byte[] text;

    /**
     * The heads of all physical volumes of a group.
     *
     * @param time when the group was made
     * @throws IllegalArgumentException if there is more in the group than its metadata has room for
     */
    public PhysicalVolumeHead(VolumeGroup group, Instant time) {
        this.group = group;
        // a zero ends it, and counts
        this.text = (new MetadataText(group, time).text() + "\0").getBytes(StandardCharsets.US_ASCII);
        if (text.length > MOST_TEXT) {
            throw new IllegalArgumentException("the metadata of the volume group '" + group.name() + "' has "
                    + text.length + " bytes, there is room for " + MOST_TEXT);
        }
    }

    /** The first bytes of one of them; what follows up to the first extent is zeros. */
    public byte[] bytes(int physicalVolume) {
        byte[] bytes = new byte[TEXT + text.length];
        ByteBuffer head = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        head.position(LABEL + LABEL_LENGTH);
        header(head, group.physicalVolumes().get(physicalVolume));
        label(head);
        head.putInt(LABEL + 16, MetadataChecksum.of(bytes, LABEL + CHECKED, LABEL + SECTOR));
        area(head);
        head.putInt(AREA, MetadataChecksum.of(bytes, AREA + 4, AREA + SECTOR));
        return bytes;
    }

    private static void header(ByteBuffer head, VolumeGroup.PhysicalVolume volume) {
        head.put(volume.id().letters().getBytes(StandardCharsets.US_ASCII)).putLong(volume.bytes());
        // places on the disk, offset and size: of extents (0 is all that is left), then of metadata; a zero ends each
        // list
        head.putLong(VolumeGroup.PhysicalVolume.DATA).putLong(0).putLong(0).putLong(0);
        head.putLong(AREA).putLong(AREA_SIZE).putLong(0).putLong(0);
        head.putInt(EXTENSION_VERSION).putInt(USED).putLong(0).putLong(0);
    }

    private static void label(ByteBuffer head) {
        head.position(LABEL);
        head.put("LABELONE".getBytes(StandardCharsets.US_ASCII)).putLong(LABEL / SECTOR);
        head.putInt(0).putInt(LABEL_LENGTH).put("LVM2 001".getBytes(StandardCharsets.US_ASCII));
    }

    private void area(ByteBuffer head) {
        head.position(AREA);
        head.putInt(0)
                .put(MAGIC.getBytes(StandardCharsets.US_ASCII))
                .putInt(1)
                .putLong(AREA)
                .putLong(AREA_SIZE);
        head.putLong(TEXT - AREA)
                .putLong(text.length)
                .putInt(MetadataChecksum.of(text, 0, text.length))
                .putInt(0);
        head.put(TEXT, text);
    }
}
