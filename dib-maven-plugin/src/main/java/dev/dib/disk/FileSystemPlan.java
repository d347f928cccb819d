// SPDX-License-Identifier: Apache-2.0
package dev.dib.disk;

import dev.dib.disk.config.FileSystemType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A file system or swap space that is to be made.
 *
 * @param name that of its node
 * @param uuid for FAT a serial number, eight hexadecimal digits; else a UUID
 * @param hashSeed seed of the hashed directories of ext4
 * @param options words for the tool that makes it
 * @param mountPoint absolute; absent if it is not mounted
 * @param fstab its line; absent if it has none
 */
public record FileSystemPlan(
        String name,
        FileSystemType type,
        String label,
        String uuid,
        UUID hashSeed,
        List<String> options,
        Optional<String> mountPoint,
        Optional<String> fstab) {

    public FileSystemPlan {
        options = List.copyOf(options);
    }
}
