// SPDX-License-Identifier: Apache-2.0
package dev.dib.disk;

import dev.dib.disk.config.TableKind;
import java.util.List;
import java.util.UUID;

/**
 * A partition table.
 *
 * @param align bytes; every partition starts at a multiple of it
 * @param guid GPT: the disk's GUID
 * @param signature MBR: the disk's signature
 */
public record TablePlan(TableKind kind, long align, UUID guid, int signature, List<PartitionPlan> partitions) {

    public TablePlan {
        partitions = List.copyOf(partitions);
    }
}
