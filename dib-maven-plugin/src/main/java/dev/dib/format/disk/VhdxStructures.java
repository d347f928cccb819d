// SPDX-License-Identifier: Apache-2.0
package dev.dib.format.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * All of a VHDX file but its table of blocks and the blocks. In this order, each at a multiple of 1 MiB: headers and region
 * tables, an empty log, metadata, the table. See [MS-VHDX] sections 2.1 to 2.6.
 */
record VhdxStructures(DiskIdentity identity, long diskSize, int blockSize, int tableLength) {

    static final int SECTOR = 512;

    private static final int KIB = 1 << 10;
    private static final int MIB = 1 << 20;
    private static final int LOG_OFFSET = MIB;
    private static final int METADATA_OFFSET = 2 * MIB;

    /** Where the block allocation table begins. */
    static final int TABLE_OFFSET = 3 * MIB;

    private static final UUID TABLE_REGION = UUID.fromString("2dc27766-f623-4200-9d64-115e9bfd4a08");
    private static final UUID METADATA_REGION = UUID.fromString("8b7ca206-4790-4b9a-b8fe-575f050f886e");
    private static final UUID FILE_PARAMETERS = UUID.fromString("caa16737-fa36-4d43-b3b6-33f0aa44e76b");
    private static final UUID DISK_SIZE = UUID.fromString("2fa54224-cd1b-4876-b211-5dbed83bf4b8");
    private static final UUID DISK_ID = UUID.fromString("beca12ab-b2e6-4523-93ef-c309e000c746");
    private static final UUID LOGICAL_SECTOR = UUID.fromString("8141bf1d-a96f-4709-ba47-f233a8faab5f");
    private static final UUID PHYSICAL_SECTOR = UUID.fromString("cda348c7-445d-4471-9cc9-e9885251c556");

    // flags of a metadata item
    private static final int OF_DISK = 2;
    private static final int REQUIRED = 4;

    private static final int HEADER_LENGTH = 4 * KIB;
    private static final int REGIONS_LENGTH = 64 * KIB;

    void write(FileChannel out) throws IOException {
        ByteBuffer identifier = ByteBuffer.allocate(64 * KIB);
        identifier.put(ascii("vhdxfile")).put("dib".getBytes(StandardCharsets.UTF_16LE));
        Channels.writeFully(out, identifier.rewind(), 0);
        // the one with the higher number counts
        Channels.writeFully(out, header(0), 64 * KIB);
        Channels.writeFully(out, header(1), 128 * KIB);
        ByteBuffer regions = regions();
        Channels.writeFully(out, regions.duplicate(), 192 * KIB);
        Channels.writeFully(out, regions, 256 * KIB);
        Channels.writeFully(out, metadata(), METADATA_OFFSET);
    }

    private ByteBuffer header(long sequenceNumber) {
        ByteBuffer header = allocate(HEADER_LENGTH);
        header.put(ascii("head")).putInt(0).putLong(sequenceNumber);
        header.put(DiskIdentity.guid(identity.id("vhdx file write")));
        header.put(DiskIdentity.guid(identity.id("vhdx data write")));
        header.putLong(0).putLong(0); // the log has nothing to replay
        header.putShort((short) 0).putShort((short) 1).putInt(MIB).putLong(LOG_OFFSET);
        return checked(header);
    }

    private ByteBuffer regions() {
        ByteBuffer regions = allocate(REGIONS_LENGTH);
        regions.put(ascii("regi")).putInt(0).putInt(2).putInt(0);
        regions.put(DiskIdentity.guid(TABLE_REGION))
                .putLong(TABLE_OFFSET)
                .putInt(tableLength)
                .putInt(1);
        regions.put(DiskIdentity.guid(METADATA_REGION))
                .putLong(METADATA_OFFSET)
                .putInt(MIB)
                .putInt(1);
        return checked(regions);
    }

    private ByteBuffer metadata() {
        ByteBuffer metadata = allocate(MIB);
        metadata.put(ascii("metadata")).putShort((short) 0).putShort((short) 5);
        var items = new Items(metadata, 32, 64 * KIB);
        items.add(FILE_PARAMETERS, REQUIRED, allocate(8).putInt(blockSize).putInt(0));
        items.add(DISK_SIZE, REQUIRED | OF_DISK, allocate(8).putLong(diskSize));
        items.add(
                DISK_ID, REQUIRED | OF_DISK, ByteBuffer.allocate(16).put(DiskIdentity.guid(identity.id("vhdx disk"))));
        items.add(LOGICAL_SECTOR, REQUIRED | OF_DISK, allocate(4).putInt(SECTOR));
        items.add(PHYSICAL_SECTOR, REQUIRED | OF_DISK, allocate(4).putInt(SECTOR));
        return metadata.rewind();
    }

    private static ByteBuffer allocate(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Sets the CRC-32C, which stands after the signature and is taken as zero. */
    private static ByteBuffer checked(ByteBuffer buffer) {
        var crc = new CRC32C();
        crc.update(buffer.rewind());
        return buffer.putInt(4, (int) crc.getValue()).rewind();
    }

    /** Places items one after the other, and their entries in the table before them. */
    private static final class Items {

        private final ByteBuffer metadata;
        private int entry;
        private int place;

        Items(ByteBuffer metadata, int entry, int place) {
            this.metadata = metadata;
            this.entry = entry;
            this.place = place;
        }

        void add(UUID id, int flags, ByteBuffer value) {
            metadata.position(entry);
            metadata.put(DiskIdentity.guid(id))
                    .putInt(place)
                    .putInt(value.capacity())
                    .putInt(flags);
            metadata.position(place);
            metadata.put(value.rewind());
            entry += 32;
            place += value.capacity();
        }
    }
}
