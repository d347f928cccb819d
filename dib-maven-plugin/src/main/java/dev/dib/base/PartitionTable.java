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
 * Reads the partition table of a disk: a GPT (UEFI specification 2.10, chapter 5) with sectors of 512 or 4096 bytes, or an MBR
 * with its chain of extended boot records.
 */
final class PartitionTable {

    private static final long GPT_SIGNATURE = 0x5452415020494645L;
    private static final int MAX_GPT_ENTRIES = 1024;
    private static final int MAX_LOGICAL = 128;
    private static final int BOOT_SIGNATURE = 0xAA55;
    private static final int GPT_PROTECTION = 0xEE;

    private final Blocks disk;

    private PartitionTable(Blocks disk) {
        this.disk = disk;
    }

    /** The partitions that it names, in order; none if there is no table. */
    static List<Partition> read(Blocks disk) throws IOException {
        var table = new PartitionTable(disk);
        for (int sector : new int[] {512, 4096}) {
            if (disk.size() >= 2L * sector && disk.read(sector, 8).getLong() == GPT_SIGNATURE) {
                return table.guid(sector);
            }
        }
        return table.mbr();
    }

    private List<Partition> guid(int sector) throws IOException {
        ByteBuffer header = disk.read(sector, 92);
        long start = Math.multiplyExact(header.getLong(72), sector);
        int count = header.getInt(80);
        int size = header.getInt(84);
        if (count < 0 || count > MAX_GPT_ENTRIES || size < 128 || size > 4096) {
            throw new DamagedImageException("its GPT claims " + count + " entries of " + size + " bytes");
        }
        List<Partition> partitions = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            ByteBuffer entry = disk.read(start + (long) index * size, 128);
            String type = guid(entry, 0);
            if (!type.equals("00000000-0000-0000-0000-000000000000")) {
                long first = entry.getLong(32);
                long last = entry.getLong(40);
                byte[] name = new byte[72];
                entry.get(56, name);
                partitions.add(new Partition(
                        index + 1,
                        Math.multiplyExact(first, sector),
                        Math.multiplyExact(last - first + 1, sector),
                        type,
                        guid(entry, 16),
                        upToNul(new String(name, StandardCharsets.UTF_16LE))));
            }
        }
        return partitions;
    }

    private static String guid(ByteBuffer entry, int at) {
        // the first three fields are little-endian, the rest is a row of bytes
        long high = ((entry.getInt(at) & 0xFFFFFFFFL) << 32)
                | ((entry.getShort(at + 4) & 0xFFFFL) << 16)
                | (entry.getShort(at + 6) & 0xFFFFL);
        return new UUID(high, Long.reverseBytes(entry.getLong(at + 8))).toString();
    }

    private static String upToNul(String text) {
        int end = text.indexOf('\0');
        return end < 0 ? text : text.substring(0, end);
    }

    private List<Partition> mbr() throws IOException {
        List<Partition> partitions = new ArrayList<>();
        if (disk.size() < 512) {
            return partitions;
        }
        ByteBuffer sector = disk.read(0, 512);
        if ((sector.getShort(510) & 0xFFFF) != BOOT_SIGNATURE || isBootSectorOfFat(sector)) {
            return partitions;
        }
        String disk0 = String.format(Locale.ROOT, "%08x", sector.getInt(440));
        for (int index = 0; index < 4; index++) {
            Entry entry = Entry.at(sector, index);
            if (entry.type == GPT_PROTECTION) {
                throw new DamagedImageException("its MBR says that there is a GPT, but there is none");
            } else if (entry.isExtended()) {
                logical(entry, disk0, partitions);
            } else if (entry.count > 0 && entry.type != 0) {
                partitions.add(entry.asPartition(index + 1, 0, disk0));
            }
        }
        partitions.removeIf(partition -> partition.offset() >= disk.size());
        partitions.sort((a, b) -> Integer.compare(a.number(), b.number()));
        return partitions;
    }

    /** A FAT file system without partitions carries the same signature. Its first byte is a jump, and it names its type. */
    private static boolean isBootSectorOfFat(ByteBuffer sector) {
        byte[] types = new byte[36];
        sector.get(54, types);
        String text = new String(types, StandardCharsets.ISO_8859_1);
        return text.startsWith("FAT") || text.startsWith("FAT32", 28);
    }

    private void logical(Entry extended, String diskId, List<Partition> partitions) throws IOException {
        long record = extended.start;
        for (int number = 5; number < 5 + MAX_LOGICAL && record * 512 + 512 <= disk.size(); number++) {
            ByteBuffer sector = disk.read(record * 512, 512);
            if ((sector.getShort(510) & 0xFFFF) != BOOT_SIGNATURE) {
                return;
            }
            Entry entry = Entry.at(sector, 0);
            if (entry.count > 0 && entry.type != 0) {
                partitions.add(entry.asPartition(number, record, diskId));
            }
            Entry next = Entry.at(sector, 1);
            if (!next.isExtended()) {
                return;
            }
            record = extended.start + next.start;
        }
    }

    private record Entry(int type, long start, long count) {

        static Entry at(ByteBuffer sector, int index) {
            int at = 446 + 16 * index;
            return new Entry(
                    sector.get(at + 4) & 0xFF,
                    sector.getInt(at + 8) & 0xFFFFFFFFL,
                    sector.getInt(at + 12) & 0xFFFFFFFFL);
        }

        boolean isExtended() {
            return type == 0x05 || type == 0x0F || type == 0x85;
        }

        Partition asPartition(int number, long base, String disk) {
            return new Partition(
                    number,
                    (base + start) * 512,
                    count * 512,
                    HexFormat.of().toHexDigits((byte) type),
                    disk + "-" + HexFormat.of().toHexDigits((byte) number),
                    "");
        }
    }
}
