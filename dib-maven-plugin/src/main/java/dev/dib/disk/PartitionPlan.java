// SPDX-License-Identifier: Apache-2.0
package dev.dib.disk;

import dev.dib.disk.config.PartitionType;
import dev.dib.disk.config.Size;
import java.util.Optional;
import java.util.UUID;

/**
 * A partition whose place is still open.
 *
 * @param primary MBR: whether it has an entry of its own in the master boot record
 * @param guid GPT: its unique GUID
 */
public record PartitionPlan(
        String name,
        Size size,
        PartitionType type,
        boolean boot,
        boolean primary,
        UUID guid,
        Optional<FileSystemPlan> fileSystem) {}
