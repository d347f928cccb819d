// SPDX-License-Identifier: Apache-2.0
package dev.dib.disk;

import dev.dib.disk.config.TableKind;
import java.io.IOException;

/** Writes the partition table that a layout asks for. */
final class PartitionTables {

    private PartitionTables() {}

    static void write(DiskFile disk, Layout layout) throws IOException {
        TablePlan table = layout.plan().table().orElse(null);
        if (table == null) {
            return;
        }
        if (table.kind() == TableKind.GPT) {
            new GuidPartitionTable(layout, table.guid()).write(disk);
        } else {
            new MasterBootRecord(layout, table.signature()).write(disk);
        }
    }
}
