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
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The format of Hyper-V: dynamic, or with all its blocks with {@code subformat=fixed}. Blocks are of 1 MiB, as Microsoft advises
 * for file systems of Linux; {@code block_size} changes that.
 *
 * <p>The format: [MS-VHDX], "Virtual Hard Disk v2 (VHDX) File Format". Everything is little-endian.
 */
public record VhdxFormat() implements Format {

    private static final String DYNAMIC = "dynamic";
    private static final String FIXED = "fixed";
    private static final int MIB = 1 << 20;

    /** A larger disk gets larger blocks, so that its table stays small. */
    private static final long LARGE_DISK = 1L << 40;

    private static final int LARGE_BLOCK_MIB = 32;

    /** Sectors that one block of a sector bitmap stands for. Its entry in the table follows those of the blocks it covers. */
    private static final long BITMAP_SECTORS = 1L << 23;

    // states of a block: PAYLOAD_BLOCK_ZERO, PAYLOAD_BLOCK_FULLY_PRESENT
    private static final int ZERO = 2;
    private static final int PRESENT = 6;

    private static final List<String> BLOCK_SIZES = IntStream.rangeClosed(0, 8)
            .map(power -> 1 << power)
            .boxed()
            .flatMap(mebibytes ->
                    List.of(mebibytes + "M", mebibytes + "MiB", Long.toString((long) mebibytes * MIB)).stream())
            .toList();

    @Override
    public String word() {
        return "vhdx";
    }

    @Override
    public Source source() {
        return Source.DISK;
    }

    @Override
    public Set<String> options() {
        return Set.of("subformat", "block_size");
    }

    @Override
    public void check(Choice choice, Problems problems) {
        ImageOptions.checkOneOf(this, choice, "subformat", List.of(DYNAMIC, FIXED), problems);
        ImageOptions.checkOneOf(this, choice, "block_size", BLOCK_SIZES, problems);
    }

    @Override
    public void write(FormatJob job) throws IOException {
        boolean all = job.choice().option("subformat", DYNAMIC).equals(FIXED);
        try (FileChannel disk = Channels.read(job.source());
                FileChannel out = Channels.create(job.to())) {
            int blockSize = blockSize(job.choice(), disk.size());
            var blocks = new DiskBlocks(disk, blockSize);
            long ratio = BITMAP_SECTORS * VhdxStructures.SECTOR / blockSize;
            long entries = blocks.count() + (blocks.count() - 1) / ratio;
            int tableLength = Math.toIntExact((entries * Long.BYTES + MIB - 1) / MIB * MIB);
            ByteBuffer table = ByteBuffer.allocate(tableLength).order(ByteOrder.LITTLE_ENDIAN);
            long end = (long) VhdxStructures.TABLE_OFFSET + tableLength;
            for (long block = 0; block < blocks.count(); block++) {
                if (block > 0 && block % ratio == 0) {
                    table.putLong(0); // a sector bitmap, which only differencing disks have
                }
                if (all || !blocks.isZero(block)) {
                    blocks.copy(block, out, end);
                    table.putLong(end | PRESENT); // the offset is a multiple of 1 MiB: bits 20 to 63
                    end += blockSize;
                } else {
                    table.putLong(ZERO);
                }
            }
            Channels.extend(out, end);
            Channels.writeFully(out, table.rewind(), VhdxStructures.TABLE_OFFSET);
            new VhdxStructures(DiskIdentity.of(disk), disk.size(), blockSize, tableLength).write(out);
        }
    }

    private static int blockSize(Choice choice, long diskSize) {
        String said = choice.option("block_size", diskSize > LARGE_DISK ? LARGE_BLOCK_MIB + "M" : "1M");
        return said.contains("M") ? Integer.parseInt(said.replaceAll("\\D", "")) * MIB : Integer.parseInt(said);
    }
}
