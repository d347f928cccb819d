// SPDX-License-Identifier: Apache-2.0
package dev.dib.disk.config;

import dev.dib.document.Location;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** A node of a block-device configuration. Its name is unique among all nodes. */
public sealed interface Node {

    String name();

    Location at();

    /** The nodes that have to be there before this one. */
    default List<String> bases() {
        return List.of();
    }

    /** A disk. */
    record LocalLoop(String name, Location at, OptionalLong size, OptionalInt blockSize) implements Node {}

    /**
     * A partition table.
     *
     * @param align bytes
     */
    record Partitioning(String name, Location at, String base, TableKind table, long align, List<Partition> partitions)
            implements Node {

        public Partitioning {
            partitions = List.copyOf(partitions);
        }

        @Override
        public List<String> bases() {
            return List.of(base);
        }
    }

    /**
     * A partition.
     *
     * @param base the disk
     * @param type see {@link PartitionType}
     */
    record Partition(
            String name, Location at, String base, Size size, PartitionType type, boolean boot, boolean primary)
            implements Node {

        @Override
        public List<String> bases() {
            return List.of(base);
        }
    }

    /**
     * Volumes of LVM.
     *
     * @param volumes physical volumes, volume groups and logical volumes
     */
    record Lvm(String name, Location at, List<Node> volumes) implements Node {

        public Lvm {
            volumes = List.copyOf(volumes);
        }
    }

    /**
     * What a volume group takes its space from.
     *
     * @param base a disk or a partition
     */
    record PhysicalVolume(String name, Location at, String base) implements Node {

        @Override
        public List<String> bases() {
            return List.of(base);
        }
    }

    /**
     * A volume group. Its name is that of LVM, too.
     *
     * @param bases physical volumes
     * @param extent bytes of an extent
     */
    record VolumeGroup(String name, Location at, List<String> bases, long extent) implements Node {

        public VolumeGroup {
            bases = List.copyOf(bases);
        }
    }

    /**
     * A logical volume. Its name is that of LVM, too.
     *
     * @param base a volume group
     */
    record LogicalVolume(String name, Location at, String base, LogicalSize size) implements Node {

        @Override
        public List<String> bases() {
            return List.of(base);
        }
    }

    /**
     * A file system or swap space.
     *
     * @param options words for the tool that makes it
     * @param uuid as declared: a UUID, for FAT eight hexadecimal digits
     */
    record Mkfs(
            String name,
            Location at,
            String base,
            FileSystemType type,
            String label,
            List<String> options,
            Optional<String> uuid)
            implements Node {

        public Mkfs {
            options = List.copyOf(options);
        }

        @Override
        public List<String> bases() {
            return List.of(base);
        }
    }

    /** Where a file system is mounted. */
    record Mount(String name, Location at, String base, String mountPoint) implements Node {

        @Override
        public List<String> bases() {
            return List.of(base);
        }
    }

    /** A line of {@code /etc/fstab}. */
    record Fstab(String name, Location at, String base, String options, int dumpFrequency, int checkPass)
            implements Node {

        @Override
        public List<String> bases() {
            return List.of(base);
        }
    }
}
