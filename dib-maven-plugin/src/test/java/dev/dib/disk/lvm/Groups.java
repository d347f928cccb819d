// SPDX-License-Identifier: Apache-2.0
package dev.dib.disk.lvm;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Volume groups that tests share. */
final class Groups {

    private static final long MIB = 1L << 20;

    private Groups() {}

    /** Two physical volumes; a logical volume on each, and one on both. */
    static VolumeGroup two() {
        return new VolumeGroup(
                "vg",
                id('g'),
                4 * MIB,
                List.of(
                        new VolumeGroup.PhysicalVolume(id('p'), 65 * MIB),
                        new VolumeGroup.PhysicalVolume(id('q'), 35 * MIB)),
                List.of(
                        volume("lv_root", 'r', new VolumeGroup.Segment(0, 0, 10)),
                        volume("lv_var", 'v', new VolumeGroup.Segment(1, 0, 3)),
                        volume("lv-home", 'h', new VolumeGroup.Segment(0, 10, 6), new VolumeGroup.Segment(1, 3, 2))));
    }

    /** One with so many logical volumes of one extent. */
    static VolumeGroup many(int count) {
        List<VolumeGroup.LogicalVolume> volumes = new ArrayList<>();
        var random = new Random(count);
        for (int i = 0; i < count; i++) {
            byte[] bytes = new byte[VolumeId.LENGTH];
            random.nextBytes(bytes);
            volumes.add(new VolumeGroup.LogicalVolume(
                    "lv" + i, VolumeId.of(bytes), List.of(new VolumeGroup.Segment(0, i, 1))));
        }
        return new VolumeGroup(
                "many", id('g'), MIB, List.of(new VolumeGroup.PhysicalVolume(id('p'), (1L + count) * MIB)), volumes);
    }

    private static VolumeGroup.LogicalVolume volume(String name, char id, VolumeGroup.Segment... segments) {
        return new VolumeGroup.LogicalVolume(name, id(id), List.of(segments));
    }

    private static VolumeId id(char letter) {
        return new VolumeId(Character.toString(letter).repeat(VolumeId.LENGTH));
    }
}
