// SPDX-License-Identifier: Apache-2.0
package dev.dib.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.Deflater;

/** Reads parts of a disk and compresses their clusters. Many threads may use one. */
final class ClusterReader {

    /** Bytes that are read at once: enough that holes pass at the speed of memory. */
    static final int PART = 16 * Qcow2Writer.CLUSTER;

    /** The level that gives the size of qemu-img's images in a fifth of the time. */
    private static final int LEVEL = 3;

    private final FileChannel disk;
    private final ThreadLocal<ByteBuffer> buffers = ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(PART));

    ClusterReader(FileChannel disk) {
        this.disk = disk;
    }

    /**
     * The clusters of the part at an offset that are not all zero.
     *
     * @return the bytes by the number of the cluster; compressed if they are less than a cluster
     */
    SortedMap<Long, byte[]> read(long offset) throws IOException {
        ByteBuffer part = buffers.get().clear();
        part.limit((int) Math.min(PART, disk.size() - offset));
        Channels.readFully(disk, part, offset);
        SortedMap<Long, byte[]> clusters = new TreeMap<>();
        if (Zeros.only(part)) {
            return clusters;
        }
        // raw deflate, no header (docs/interop/qcow2.txt, "Compressed Clusters Descriptor")
        var deflater = new Deflater(LEVEL, true);
        byte[] output = new byte[Qcow2Writer.CLUSTER];
        try {
            for (int start = 0; start < part.limit(); start += Qcow2Writer.CLUSTER) {
                ByteBuffer piece = part.slice(start, Math.min(Qcow2Writer.CLUSTER, part.limit() - start));
                if (!Zeros.only(piece)) {
                    clusters.put((offset + start) >> Qcow2Writer.CLUSTER_BITS, data(piece, deflater, output));
                }
            }
        } finally {
            deflater.end();
        }
        return clusters;
    }

    private static byte[] data(ByteBuffer piece, Deflater deflater, byte[] output) {
        // the disk may end within a cluster: the rest is zero
        byte[] cluster = new byte[Qcow2Writer.CLUSTER];
        piece.get(cluster, 0, piece.remaining());
        deflater.reset();
        deflater.setInput(cluster);
        deflater.finish();
        int length = deflater.deflate(output);
        // with a sector to spare: one that is hardly smaller is not worth the reading
        return deflater.finished() && length <= Qcow2Writer.CLUSTER - 512 ? Arrays.copyOf(output, length) : cluster;
    }
}
