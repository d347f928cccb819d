// SPDX-License-Identifier: Apache-2.0
package dev.dib.disk;

import dev.dib.disk.config.PartitionType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.zip.CRC32;

/**
 * Writes a GPT (UEFI specification, chapter 5): a protective MBR, the header and 128 entries after it, and both again at the
 * end of the disk.
 */
final class GuidPartitionTable {

    private static final int ENTRIES = 128;

    private static final int ENTRY = 128;

    private static final int HEADER = 92;

    private static final int REVISION = 0x00010000;

    private static final int PROTECTIVE = 0xee;

    private final Layout layout;
    private final UUID guid;
    private final int sector;
    private final long last;
    private final long tableSectors;

    GuidPartitionTable(Layout layout, UUID guid) {
        this.layout = layout;
        this.guid = guid;
        this.sector = layout.sectorSize();
        this.last = layout.size() / sector - 1;
        this.tableSectors = (long) ENTRIES * ENTRY / sector;
    }

    void write(DiskFile disk) throws IOException {
        byte[] entries = entries();
        disk.write(0, protective(disk));
        disk.write(sector, header(1, last, 2, entries));
        disk.write(2L * sector, entries);
        disk.write((last - tableSectors) * sector, entries);
        disk.write(last * sector, header(last, 1, last - tableSectors, entries));
    }

    private ByteBuffer protective(DiskFile disk) throws IOException {
        ByteBuffer record = disk.read(0, 512);
        new BootRecordEntry(false, PROTECTIVE, 1, 1, Math.min(last, 0xffff_ffffL)).put(record, 0);
        // the last sector of what may be too large for cylinders, as the specification has it
        record.put(BootRecordEntry.TABLE + 5, new byte[] {(byte) 0xff, (byte) 0xff, (byte) 0xff});
        MasterBootRecord.sign(record);
        return record.rewind();
    }

    private byte[] header(long own, long other, long table, byte[] entries) {
        ByteBuffer header = ByteBuffer.allocate(sector).order(ByteOrder.LITTLE_ENDIAN);
        header.put("EFI PART".getBytes(StandardCharsets.US_ASCII));
        header.putInt(REVISION).putInt(HEADER).putInt(0).putInt(0);
        header.putLong(own).putLong(other);
        header.putLong(2 + tableSectors).putLong(last - tableSectors - 1);
        header.put(bytes(guid)).putLong(table);
        header.putInt(ENTRIES).putInt(ENTRY).putInt(crc(entries, entries.length));
        header.putInt(16, crc(header.array(), HEADER));
        return header.array();
    }

    private byte[] entries() {
        ByteBuffer entries = ByteBuffer.allocate(ENTRIES * ENTRY).order(ByteOrder.LITTLE_ENDIAN);
        for (Layout.Placed placed : layout.partitions()) {
            entries.position((placed.number() - 1) * ENTRY);
            entries.put(bytes(((PartitionType.Gpt) placed.plan().type()).guid()));
            entries.put(bytes(placed.plan().guid()));
            entries.putLong(placed.extent().offset() / sector);
            entries.putLong(placed.extent().end() / sector - 1);
            entries.putLong(0);
            entries.put(placed.plan().name().getBytes(StandardCharsets.UTF_16LE));
        }
        return entries.array();
    }

    /** The first three fields of a GUID are little-endian, the others big-endian. */
    static byte[] bytes(UUID uuid) {
        long high = uuid.getMostSignificantBits();
        return ByteBuffer.allocate(16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt((int) (high >>> 32))
                .putShort((short) (high >>> 16))
                .putShort((short) high)
                .order(ByteOrder.BIG_ENDIAN)
                .putLong(uuid.getLeastSignificantBits())
                .array();
    }

    private static int crc(byte[] bytes, int length) {
        var crc = new CRC32();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }
}
