// SPDX-License-Identifier: Apache-2.0
package dev.dib.format.disk;

import dev.dib.format.Choice;
import dev.dib.format.Format;
import dev.dib.format.FormatJob;
import dev.dib.format.Source;
import dev.dib.problem.Problems;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/**
 * The format of VirtualBox: dynamic, or with all its blocks with {@code static=on}.
 *
 * <p>The format: version 1.1, as QEMU's block/vdi.c tells it. Everything is little-endian.
 */
public record VdiFormat() implements Format {

    private static final int BLOCK = 1 << 20;
    private static final int SECTOR = 512;
    private static final int MAP_OFFSET = SECTOR;
    private static final int HEADER_SIZE = 0x180;
    private static final int TYPE_DYNAMIC = 1;
    private static final int TYPE_STATIC = 2;

    /** An entry of the map: nothing is stored, and a reader gets zeros. */
    private static final int UNALLOCATED = -1;

    @Override
    public String word() {
        return "vdi";
    }

    @Override
    public Source source() {
        return Source.DISK;
    }

    @Override
    public Set<String> options() {
        return Set.of("static");
    }

    @Override
    public void check(Choice choice, Problems problems) {
        ImageOptions.checkOneOf(this, choice, "static", List.of("off", "on"), problems);
    }

    @Override
    public void write(FormatJob job) throws IOException {
        boolean all = job.choice().option("static", "off").equals("on");
        try (FileChannel disk = Channels.read(job.source());
                FileChannel out = Channels.create(job.to())) {
            var blocks = new DiskBlocks(disk, BLOCK);
            int count = Math.toIntExact(blocks.count());
            ByteBuffer map = ByteBuffer.allocate(count * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            long data = (MAP_OFFSET + map.capacity() + BLOCK - 1L) / BLOCK * BLOCK;
            int allocated = 0;
            for (int block = 0; block < count; block++) {
                if (all || !blocks.isZero(block)) {
                    blocks.copy(block, out, data + (long) allocated * BLOCK);
                    map.putInt(allocated++);
                } else {
                    map.putInt(UNALLOCATED);
                }
            }
            Channels.extend(out, data);
            Channels.writeFully(out, map.rewind(), MAP_OFFSET);
            Channels.writeFully(out, header(disk, data, count, allocated, all), 0);
        }
    }

    private static ByteBuffer header(FileChannel disk, long data, int count, int allocated, boolean all)
            throws IOException {
        DiskIdentity identity = DiskIdentity.of(disk);
        ByteBuffer header = ByteBuffer.allocate(SECTOR).order(ByteOrder.LITTLE_ENDIAN);
        header.put("<<< dib Virtual Disk Image >>>\n".getBytes(StandardCharsets.US_ASCII));
        header.position(0x40).putInt(0xbeda107f).putInt(0x00010001).putInt(HEADER_SIZE);
        header.putInt(all ? TYPE_STATIC : TYPE_DYNAMIC);
        header.position(0x154).putInt(MAP_OFFSET).putInt(Math.toIntExact(data));
        header.position(0x168).putInt(SECTOR);
        header.position(0x170).putLong(disk.size());
        header.putInt(BLOCK).putInt(0).putInt(count).putInt(allocated);
        header.put(DiskIdentity.guid(identity.id("vdi image")));
        header.put(DiskIdentity.guid(identity.id("vdi modification")));
        return header.rewind();
    }
}
