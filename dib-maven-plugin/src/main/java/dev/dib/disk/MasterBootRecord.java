// SPDX-License-Identifier: Apache-2.0
package dev.dib.disk;

import dev.dib.disk.config.PartitionType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Writes an MBR: up to four entries in sector 0; logical partitions as a chain of boot records in an extended partition, each
 * one alignment unit before its partition. The code area (the first 440 bytes) is left as it is.
 */
final class MasterBootRecord {

    static final int CODE = 440;

    /** An extended partition that is addressed by sector number. */
    private static final int EXTENDED = 0x0f;

    /** The link from one extended boot record to the next. */
    private static final int LINK = 0x05;

    private final Layout layout;
    private final int signature;
    private final long sector;

    MasterBootRecord(Layout layout, int signature) {
        this.layout = layout;
        this.signature = signature;
        this.sector = layout.sectorSize();
    }

    void write(DiskFile disk) throws IOException {
        ByteBuffer record = disk.read(0, 512);
        record.putInt(CODE, signature);
        int slot = 0;
        for (Layout.Placed placed : layout.partitions()) {
            if (placed.number() <= 4) {
                entry(placed, 0).put(record, slot++);
            }
        }
        if (layout.extended().isPresent()) {
            Extent extended = layout.extended().get();
            long start = extended.offset() / sector;
            new BootRecordEntry(false, EXTENDED, start, start, extended.bytes() / sector).put(record, slot);
            chain(disk, start);
        }
        sign(record);
        disk.write(0, record.rewind());
    }

    private void chain(DiskFile disk, long extended) throws IOException {
        List<Layout.Placed> logical = layout.partitions().stream()
                .filter(placed -> placed.number() > 4)
                .toList();
        for (int i = 0; i < logical.size(); i++) {
            long here = bootRecord(logical.get(i));
            ByteBuffer record = ByteBuffer.allocate(512).order(ByteOrder.LITTLE_ENDIAN);
            entry(logical.get(i), here).put(record, 0);
            if (i + 1 < logical.size()) {
                Layout.Placed next = logical.get(i + 1);
                long there = bootRecord(next);
                long sectors = next.extent().end() / sector - there;
                new BootRecordEntry(false, LINK, there - extended, there, sectors).put(record, 1);
            }
            sign(record);
            disk.write(here * sector, record.rewind());
        }
    }

    private long bootRecord(Layout.Placed logical) {
        long align = layout.plan().table().orElseThrow().align();
        return (logical.extent().offset() - align) / sector;
    }

    private BootRecordEntry entry(Layout.Placed placed, long relativeTo) {
        long first = placed.extent().offset() / sector;
        int type = ((PartitionType.Mbr) placed.plan().type()).id();
        return new BootRecordEntry(
                placed.plan().boot(),
                type,
                first - relativeTo,
                first,
                placed.extent().bytes() / sector);
    }

    static void sign(ByteBuffer record) {
        record.putShort(BootRecordEntry.SIGNATURE, (short) 0xaa55);
    }
}
