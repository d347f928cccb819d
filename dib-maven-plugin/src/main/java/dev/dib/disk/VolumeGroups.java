// SPDX-License-Identifier: Apache-2.0
package dev.dib.disk;

import dev.dib.disk.lvm.PhysicalVolumeHead;
import java.io.IOException;
import java.time.Instant;

/** Writes the volume groups that a layout asks for: after that, LVM finds their volumes. */
final class VolumeGroups {

    private VolumeGroups() {}

    /** @param time when the groups were made */
    static void write(DiskFile disk, Layout layout, Instant time) throws IOException {
        for (PlacedGroup placed : layout.groups()) {
            var head = new PhysicalVolumeHead(placed.group(), time);
            for (int i = 0; i < placed.places().size(); i++) {
                disk.write(placed.places().get(i).offset(), head.bytes(i));
            }
        }
    }
}
