// SPDX-License-Identifier: Apache-2.0
package dev.dib.format.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.Arrays;

/**
 * The file of a VMDK while it is written. A grain is 64 KiB; a grain table has 512 entries, a directory leads to the tables.
 * Everything is little-endian and counted in sectors of 512 bytes.
 */
final class VmdkFile {

    private static final int SECTOR = 512;
    private static final int GRAIN = ClusterReader.CLUSTER;
    private static final int GRAIN_SECTORS = GRAIN / SECTOR;
    private static final int ENTRIES = 512;
    private static final int TABLE_SECTORS = ENTRIES * Integer.BYTES / SECTOR;
    private static final int DESCRIPTOR_SECTORS = 20;

    private static final int MAGIC = 0x564d444b;

    // flags of the header
    private static final int NEWLINES = 1;
    private static final int SECOND_DIRECTORY = 1 << 1;
    private static final int COMPRESSED = 1 << 16;
    private static final int MARKERS = 1 << 17;

    private static final long DIRECTORY_AT_END = -1;

    // types of a marker
    private static final int END_OF_STREAM = 0;
    private static final int TABLE = 1;
    private static final int DIRECTORY = 2;
    private static final int FOOTER = 3;

    private final FileChannel out;
    private final long sectors;
    private final byte[] descriptor;
    private final int[] tables;
    private final int[] directory;

    /** The next free sector. */
    private long next;

    /** Of a stream: the table whose grains are being written. */
    private int current;

    VmdkFile(FileChannel out, long diskSize, byte[] descriptor) {
        this.out = out;
        this.sectors = diskSize / SECTOR;
        this.descriptor = descriptor;
        int grains = Math.toIntExact((sectors + GRAIN_SECTORS - 1) / GRAIN_SECTORS);
        int count = (grains + ENTRIES - 1) / ENTRIES;
        this.tables = new int[count * ENTRIES];
        this.directory = new int[count];
        this.next = dataSector();
    }

    private long directorySectors() {
        return (directory.length * (long) Integer.BYTES + SECTOR - 1) / SECTOR;
    }

    private long firstDirectory() {
        return 1 + DESCRIPTOR_SECTORS;
    }

    private long secondDirectory() {
        return firstDirectory() + directorySectors() + (long) directory.length * TABLE_SECTORS;
    }

    /** Where grains begin: both directories with their tables are before. */
    private long dataSector() {
        long end = secondDirectory() + directorySectors() + (long) directory.length * TABLE_SECTORS;
        return (end + GRAIN_SECTORS - 1) / GRAIN_SECTORS * GRAIN_SECTORS;
    }

    /** The place in bytes of a grain that is not zero. Called in ascending order. */
    long place(long grain) {
        tables[(int) grain] = Math.toIntExact(next);
        next += GRAIN_SECTORS;
        return (next - GRAIN_SECTORS) * SECTOR;
    }

    /** Ends a sparse file. */
    void finish() throws IOException {
        writeTables(secondDirectory());
        writeTables(firstDirectory());
        writeStart(header(1, NEWLINES | SECOND_DIRECTORY, secondDirectory(), firstDirectory(), dataSector(), 0));
    }

    private void writeTables(long directorySector) throws IOException {
        long sector = directorySector + directorySectors();
        for (int table = 0; table < directory.length; table++) {
            directory[table] = Math.toIntExact(sector);
            writeTable(table, sector);
            sector += TABLE_SECTORS;
        }
        writeDirectory(directorySector);
    }

    private void writeTable(int table, long sector) throws IOException {
        write(Arrays.copyOfRange(tables, table * ENTRIES, (table + 1) * ENTRIES), sector);
    }

    private void writeDirectory(long sector) throws IOException {
        write(Arrays.copyOf(directory, (int) directorySectors() * SECTOR / Integer.BYTES), sector);
    }

    private void write(int[] entries, long sector) throws IOException {
        ByteBuffer bytes = allocate(entries.length * Integer.BYTES);
        bytes.asIntBuffer().put(entries);
        Channels.writeFully(out, bytes, sector * SECTOR);
    }

    private void writeStart(ByteBuffer header) throws IOException {
        if (descriptor.length > DESCRIPTOR_SECTORS * SECTOR) {
            throw new IOException("the name of the image is too long for a VMDK");
        }
        Channels.writeFully(out, header, 0);
        Channels.writeFully(out, ByteBuffer.wrap(descriptor), SECTOR);
    }

    /** Begins a file that can be read from start to end. */
    void startStream() throws IOException {
        next = GRAIN_SECTORS;
        writeStart(streamHeader(DIRECTORY_AT_END));
    }

    /** Adds a grain that is not zero, compressed. Called in ascending order. */
    void addToStream(long grain, byte[] data) throws IOException {
        int table = (int) (grain / ENTRIES);
        if (table != current) {
            endTable();
            current = table;
        }
        tables[(int) grain] = Math.toIntExact(next);
        ByteBuffer marked = allocate(Long.BYTES + Integer.BYTES + data.length);
        marked.putLong(grain * GRAIN_SECTORS).putInt(data.length).put(data);
        append(marked);
    }

    /** Ends a stream. */
    void finishStream() throws IOException {
        endTable();
        mark(directorySectors(), DIRECTORY);
        long place = next;
        writeDirectory(place);
        next += directorySectors();
        mark(1, FOOTER);
        append(streamHeader(place));
        mark(0, END_OF_STREAM);
        Channels.extend(out, next * SECTOR);
    }

    /** Writes the table of the grains that were added last; one without grains is left out. */
    private void endTable() throws IOException {
        boolean empty = Arrays.stream(tables, current * ENTRIES, (current + 1) * ENTRIES)
                .allMatch(entry -> entry == 0);
        if (!empty) {
            mark(TABLE_SECTORS, TABLE);
            directory[current] = Math.toIntExact(next);
            writeTable(current, next);
            next += TABLE_SECTORS;
        }
    }

    private void mark(long count, int type) throws IOException {
        append(allocate(SECTOR).putLong(count).putInt(0).putInt(type));
    }

    private void append(ByteBuffer data) throws IOException {
        Channels.writeFully(out, data.rewind(), next * SECTOR);
        next += (data.capacity() + SECTOR - 1) / SECTOR;
    }

    private ByteBuffer streamHeader(long directorySector) {
        return header(3, NEWLINES | COMPRESSED | MARKERS, 0, directorySector, GRAIN_SECTORS, 1);
    }

    private ByteBuffer header(int version, int flags, long second, long first, long overhead, int algorithm) {
        ByteBuffer header = allocate(SECTOR);
        header.putInt(MAGIC).putInt(version).putInt(flags);
        header.putLong(sectors).putLong(GRAIN_SECTORS).putLong(1).putLong(DESCRIPTOR_SECTORS);
        header.putInt(ENTRIES).putLong(second).putLong(first).putLong(overhead);
        header.put((byte) 0)
                .put(new byte[] {'\n', ' ', '\r', '\n'}); // closed well; newlines that a text transfer would spoil
        header.putShort((short) algorithm);
        return header.rewind();
    }

    private static ByteBuffer allocate(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }
}
