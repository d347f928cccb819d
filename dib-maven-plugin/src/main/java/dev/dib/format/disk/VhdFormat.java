// SPDX-License-Identifier: Apache-2.0
package dev.dib.format.disk;

import dev.dib.format.Choice;
import dev.dib.format.Format;
import dev.dib.format.FormatJob;
import dev.dib.format.Source;
import dev.dib.problem.Problems;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Virtual Hard Disk, for Xen, Azure and old Hyper-V: dynamic, or fixed with {@code subformat=fixed} as Azure wants it. It keeps
 * the size of the disk to the byte, as qemu-img does with {@code force_size}.
 *
 * <p>The format: Microsoft, "Virtual Hard Disk Image Format Specification", version 1.0.
 */
public record VhdFormat() implements Format {

    private static final String DYNAMIC = "dynamic";
    private static final String FIXED = "fixed";

    private static final int SECTOR = 512;
    private static final int BLOCK = 2 << 20;

    /** A bit for each sector of a block. */
    private static final int BITMAP = BLOCK / SECTOR / Byte.SIZE;

    private static final int HEADER_OFFSET = SECTOR;
    private static final int HEADER = 1024;
    private static final int TABLE_OFFSET = HEADER_OFFSET + HEADER;

    @Override
    public String word() {
        return "vhd";
    }

    @Override
    public List<String> aliases() {
        return List.of("vpc");
    }

    @Override
    public Source source() {
        return Source.DISK;
    }

    @Override
    public Set<String> options() {
        return Set.of("subformat", "force_size");
    }

    @Override
    public void check(Choice choice, Problems problems) {
        ImageOptions.checkOneOf(this, choice, "subformat", List.of(DYNAMIC, FIXED), problems);
        ImageOptions.checkOneOf(this, choice, "force_size", List.of("on"), problems);
    }

    @Override
    public void write(FormatJob job) throws IOException {
        boolean fixed = job.choice().option("subformat", DYNAMIC).equals(FIXED);
        try (FileChannel disk = Channels.read(job.source());
                FileChannel out = Channels.create(job.to())) {
            var footer = new VhdFooter(disk.size(), DiskIdentity.of(disk).id("vhd"), job.time(), fixed).bytes();
            if (fixed) {
                SparseCopy.copyBytes(disk, out);
                Channels.writeFully(out, footer, disk.size());
            } else {
                writeDynamic(disk, out, footer);
            }
        }
    }

    private static void writeDynamic(FileChannel disk, FileChannel out, ByteBuffer footer) throws IOException {
        var blocks = new DiskBlocks(disk, BLOCK);
        int count = Math.toIntExact(blocks.count());
        ByteBuffer table = ByteBuffer.allocate((count * Integer.BYTES + SECTOR - 1) / SECTOR * SECTOR);
        Arrays.fill(table.array(), (byte) 0xff);
        long end = TABLE_OFFSET + (long) table.capacity();
        byte[] bitmap = new byte[BITMAP];
        Arrays.fill(bitmap, (byte) 0xff);
        for (int block = 0; block < count; block++) {
            if (!blocks.isZero(block)) {
                table.putInt(block * Integer.BYTES, Math.toIntExact(end / SECTOR));
                Channels.writeFully(out, ByteBuffer.wrap(bitmap), end);
                blocks.copy(block, out, end + BITMAP);
                end += BITMAP + BLOCK;
            }
        }
        Channels.writeFully(out, footer.duplicate(), 0);
        Channels.writeFully(out, header(count), HEADER_OFFSET);
        Channels.writeFully(out, table, TABLE_OFFSET);
        Channels.writeFully(out, footer, end);
    }

    private static ByteBuffer header(int blocks) {
        ByteBuffer header = ByteBuffer.allocate(HEADER);
        header.put(VhdFooter.ascii("cxsparse")).putLong(-1).putLong(TABLE_OFFSET);
        header.putInt(0x00010000).putInt(blocks).putInt(BLOCK);
        VhdFooter.putChecksum(header, 36);
        return header.rewind();
    }
}
