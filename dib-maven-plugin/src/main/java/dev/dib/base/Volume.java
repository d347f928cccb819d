// SPDX-License-Identifier: Apache-2.0
package dev.dib.base;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * What is on a partition.
 *
 * @param type as blkid(8) says it: ext4 (for ext2 and ext3, too), xfs, vfat, btrfs, LVM2_member, crypto_LUKS, ...; empty if unknown
 * @param label of the file system; empty if it has none
 * @param uuid of the file system, in the form of blkid(8); empty if it has none
 */
record Volume(Partition partition, Blocks blocks, String type, String label, String uuid) {

    /** All volumes of a disk: its partitions, or itself if it has none. */
    static List<Volume> of(Blocks disk) throws IOException {
        List<Partition> partitions = PartitionTable.read(disk);
        if (partitions.isEmpty()) {
            partitions = List.of(Partition.wholeDisk(disk.size()));
        }
        List<Volume> volumes = new ArrayList<>();
        for (Partition partition : partitions) {
            volumes.add(probe(partition, disk.part(partition.offset(), partition.size())));
        }
        return volumes;
    }

    private static Volume probe(Partition partition, Blocks blocks) throws IOException {
        if (ExtSuperblock.isHere(blocks)) {
            ByteBuffer b = blocks.read(1024, 256);
            return new Volume(partition, blocks, "ext4", text(b, 120, 16), uuid(b, 104));
        }
        if (has(blocks, 0, "XFSB")) {
            ByteBuffer b = blocks.read(0, 256);
            return new Volume(partition, blocks, "xfs", text(b, 108, 12), uuid(b, 32));
        }
        if (has(blocks, 0x10040, "_BHRfS_M")) {
            ByteBuffer b = blocks.read(0x10000, 0x300);
            return new Volume(partition, blocks, "btrfs", text(b, 0x12b, 256), uuid(b, 0x20));
        }
        if (FatFileSystem.isHere(blocks)) {
            return fat(partition, blocks);
        }
        return new Volume(partition, blocks, other(blocks), "", "");
    }

    private static Volume fat(Partition partition, Blocks blocks) throws IOException {
        ByteBuffer b = blocks.read(0, 512);
        int at = text(b, 82, 5).equals("FAT32") ? 67 : 39;
        String id = String.format(Locale.ROOT, "%04X-%04X", b.getShort(at + 2) & 0xFFFF, b.getShort(at) & 0xFFFF);
        String label = text(b, at + 4, 11).strip();
        return new Volume(partition, blocks, "vfat", label.equals("NO NAME") ? "" : label, id);
    }

    private static String other(Blocks blocks) throws IOException {
        if (has(blocks, 512 + 24, "LVM2 001")) {
            return "LVM2_member";
        }
        if (has(blocks, 0, "LUKS")) {
            return "crypto_LUKS";
        }
        if (has(blocks, 4086, "SWAPSPACE2")) {
            return "swap";
        }
        if (has(blocks, 0, "hsqs")) {
            return "squashfs";
        }
        return has(blocks, 0x8001, "CD001") ? "iso9660" : "";
    }

    private static boolean has(Blocks blocks, long at, String magic) throws IOException {
        return blocks.size() >= at + magic.length()
                && text(blocks.read(at, magic.length()), 0, magic.length()).equals(magic);
    }

    private static String text(ByteBuffer b, int at, int length) {
        byte[] bytes = new byte[length];
        b.get(at, bytes);
        String text = new String(bytes, StandardCharsets.UTF_8);
        int end = text.indexOf('\0');
        return end < 0 ? text : text.substring(0, end);
    }

    private static String uuid(ByteBuffer b, int at) {
        byte[] bytes = new byte[16];
        b.get(at, bytes);
        String hex = HexFormat.of().formatHex(bytes);
        return new UUID(Long.parseUnsignedLong(hex, 0, 16, 16), Long.parseUnsignedLong(hex, 16, 32, 16)).toString();
    }

    /** Whether its files can be read here, without mounting it. */
    boolean isReadable() {
        return switch (type) {
            case "ext4", "vfat" -> true;
            default -> false;
        };
    }

    FileSystem fileSystem() throws IOException {
        return switch (type) {
            case "ext4" -> new ExtFileSystem(blocks);
            case "vfat" -> new FatFileSystem(blocks);
            default -> throw new IllegalStateException("no reader for " + type);
        };
    }

    @Override
    public String toString() {
        return partition + " (" + (type.isEmpty() ? "unknown content" : type)
                + (label.isEmpty() ? "" : ", label " + label) + ")";
    }
}
