// SPDX-License-Identifier: Apache-2.0
package dev.dib.disk.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The words that can stand at the head of a node, and the keys that it knows. */
enum Plugin {
    LOCAL_LOOP,
    PARTITIONING,
    LVM,
    MKFS,
    MOUNT,
    FSTAB;

    static final Set<String> PARTITION_KEYS = Set.of("name", "base", "size", "flags", "type");

    static final Set<String> PHYSICAL_VOLUME_KEYS = Set.of("name", "base", "options");

    static final Set<String> VOLUME_GROUP_KEYS = PHYSICAL_VOLUME_KEYS;

    static final Set<String> LOGICAL_VOLUME_KEYS =
            Set.of("name", "base", "options", "size", "extents", "type", "thin-pool");

    /** The keys of lists whose items are nodes of their own, which other nodes can be nested in, and the keys of such an item. */
    Map<String, Set<String>> lists() {
        return switch (this) {
            case PARTITIONING -> Map.of("partitions", PARTITION_KEYS);
            case LVM -> Map.of("pvs", PHYSICAL_VOLUME_KEYS, "vgs", VOLUME_GROUP_KEYS, "lvs", LOGICAL_VOLUME_KEYS);
            default -> Map.of();
        };
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    Set<String> keys() {
        return switch (this) {
            case LOCAL_LOOP -> Set.of("name", "size", "directory", "block_size");
            case PARTITIONING -> Set.of("name", "base", "label", "align", "partitions");
            case LVM -> Set.of("name", "base", "pvs", "vgs", "lvs");
            case MKFS -> Set.of("name", "base", "type", "label", "opts", "uuid");
            case MOUNT -> Set.of("name", "base", "mount_point");
            case FSTAB -> Set.of("name", "base", "options", "dump-freq", "fsck-passno");
        };
    }

    static Optional<Plugin> of(String word) {
        return Arrays.stream(values()).filter(p -> p.word().equals(word)).findFirst();
    }

    static List<String> words() {
        List<String> words = new ArrayList<>();
        for (Plugin plugin : values()) {
            words.add(plugin.word());
        }
        return words;
    }
}
