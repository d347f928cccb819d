// SPDX-License-Identifier: Apache-2.0
package dev.dib.format.disk;

import dev.dib.format.compress.Codec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;

/** The file of an image while it is written: places clusters one after the other and keeps count of them. */
final class Qcow2File {

    private static final int MAGIC = 0x514649fb;
    private static final int HEADER_LENGTH = 112;
    private static final int REFCOUNT_ORDER = 4;
    private static final int REFCOUNTS_IN_BLOCK = ClusterReader.CLUSTER / Short.BYTES;
    private static final int SECTOR = 512;

    // version 3 alone has these fields
    private static final long COMPRESSION_TYPE_FEATURE = 1L << 3;
    private static final byte ZSTD_TYPE = 1;

    private static final long COPIED = 1L << 63;
    private static final long COMPRESSED = 1L << 62;

    /** Where the number of sectors begins in the descriptor of a compressed cluster. */
    private static final int SECTORS_SHIFT = 62 - (ClusterReader.CLUSTER_BITS - 8);

    private final FileChannel out;
    private final Qcow2Layout layout;
    private final ByteBuffer l1;
    private final ByteBuffer l2;
    private final Refcounts refcounts = new Refcounts();
    private long end;

    Qcow2File(FileChannel out, Qcow2Layout layout) {
        this.out = out;
        this.layout = layout;
        this.l1 = ByteBuffer.allocate(layout.l1Entries() * Long.BYTES);
        this.l2 = ByteBuffer.allocate(Math.toIntExact(layout.guestClusters() * Long.BYTES));
        this.end = layout.dataOffset();
        refcounts.add(0, layout.dataOffset());
    }

    /** Stores a cluster of the guest: compressed if it is smaller than one. Called in ascending order. */
    void add(long cluster, byte[] data) throws IOException {
        boolean whole = data.length == ClusterReader.CLUSTER;
        if (whole) {
            end = Qcow2Layout.clusters(end) * ClusterReader.CLUSTER;
        }
        long sectors = (end % SECTOR + data.length - 1) / SECTOR;
        long entry = whole ? COPIED | end : COMPRESSED | sectors << SECTORS_SHIFT | end;
        l2.putLong((int) cluster * Long.BYTES, entry);
        Channels.writeFully(out, ByteBuffer.wrap(data), end);
        refcounts.add(end, data.length);
        end += data.length;
    }

    /**
     * Writes the tables and the header.
     *
     * @param version 2 or 3
     * @param codec that of the compressed clusters; zstd takes version 3
     */
    void finish(int version, Codec codec) throws IOException {
        writeMappings();
        long table = Qcow2Layout.clusters(end) * ClusterReader.CLUSTER;
        long blocks = blocksFor(table / ClusterReader.CLUSTER);
        long tableClusters = Qcow2Layout.clusters(blocks * Long.BYTES);
        long firstBlock = table + tableClusters * ClusterReader.CLUSTER;
        refcounts.add(table, (tableClusters + blocks) * ClusterReader.CLUSTER);

        ByteBuffer refcountTable = ByteBuffer.allocate((int) tableClusters * ClusterReader.CLUSTER);
        ByteBuffer refcountBlocks = ByteBuffer.allocate((int) blocks * ClusterReader.CLUSTER);
        for (int block = 0; block < blocks; block++) {
            refcountTable.putLong(firstBlock + (long) block * ClusterReader.CLUSTER);
        }
        refcounts.writeTo(refcountBlocks);
        Channels.writeFully(out, refcountTable.rewind(), table);
        Channels.writeFully(out, refcountBlocks.rewind(), firstBlock);
        Channels.writeFully(out, header(version, codec, table, (int) tableClusters), 0);
    }

    /** How many refcount blocks it takes to count the given clusters, the blocks themselves and their table. */
    private static long blocksFor(long clusters) {
        long blocks = 0;
        for (long all = clusters; ; ) {
            long next = (all + REFCOUNTS_IN_BLOCK - 1) / REFCOUNTS_IN_BLOCK;
            if (next == blocks) {
                return blocks;
            }
            blocks = next;
            all = clusters + blocks + Qcow2Layout.clusters(blocks * Long.BYTES);
        }
    }

    private void writeMappings() throws IOException {
        for (int i = 0; i < layout.l1Entries(); i++) {
            l1.putLong(i * Long.BYTES, COPIED | layout.l2Offset(i));
        }
        Channels.writeFully(out, l1.rewind(), layout.l1Offset());
        Channels.writeFully(out, l2.rewind(), layout.l2Offset(0));
    }

    private ByteBuffer header(int version, Codec codec, long refcountTable, int refcountTableClusters) {
        ByteBuffer header = ByteBuffer.allocate(ClusterReader.CLUSTER);
        header.putInt(MAGIC).putInt(version);
        header.putLong(0).putInt(0); // no backing file
        header.putInt(ClusterReader.CLUSTER_BITS).putLong(layout.diskSize());
        header.putInt(0); // no encryption
        header.putInt(layout.l1Entries()).putLong(layout.l1Offset());
        header.putLong(refcountTable).putInt(refcountTableClusters);
        header.putInt(0).putLong(0); // no snapshots
        if (version >= 3) {
            boolean zstd = codec == Codec.ZSTD;
            header.putLong(zstd ? COMPRESSION_TYPE_FEATURE : 0).putLong(0).putLong(0);
            header.putInt(REFCOUNT_ORDER).putInt(HEADER_LENGTH);
            header.put(zstd ? ZSTD_TYPE : 0);
        }
        return header.rewind();
    }

    /** How often each cluster of the file is used: compressed clusters of the guest share those of the file. */
    private static final class Refcounts {

        private short[] counts = new short[1 << 14];
        private int used;

        void add(long offset, long length) {
            int first = (int) (offset / ClusterReader.CLUSTER);
            int last = (int) ((offset + length - 1) / ClusterReader.CLUSTER);
            if (last >= counts.length) {
                counts = Arrays.copyOf(counts, Math.max(counts.length * 2, last + 1));
            }
            for (int cluster = first; cluster <= last; cluster++) {
                counts[cluster]++;
            }
            used = Math.max(used, last + 1);
        }

        void writeTo(ByteBuffer blocks) {
            for (int cluster = 0; cluster < used; cluster++) {
                blocks.putShort(counts[cluster]);
            }
        }
    }
}
