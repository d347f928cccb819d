// SPDX-License-Identifier: Apache-2.0
package dev.dib.format.disk;

import dev.dib.format.compress.OrderedWork;
import dev.dib.format.compress.Workers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Reads the clusters of a disk that are not all zero and encodes them, on all processors. */
final class ClusterReader {

    static final int CLUSTER_BITS = 16;

    /** 64 KiB: of qcow2 and of VMDK, where it is called a grain. */
    static final int CLUSTER = 1 << CLUSTER_BITS;

    /** Bytes that are read at once: enough that holes pass at the speed of memory. */
    private static final int PART = 16 * CLUSTER;

    private final FileChannel disk;
    private final long size;
    private final Supplier<ClusterEncoder> encoders;
    private final ThreadLocal<ByteBuffer> buffers = ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(PART));

    ClusterReader(FileChannel disk, Supplier<ClusterEncoder> encoders) throws IOException {
        this.disk = disk;
        this.size = disk.size();
        this.encoders = encoders;
    }

    /** Takes clusters in the order of the disk. */
    interface Sink {
        void accept(long cluster, byte[] data) throws IOException;
    }

    /** Reads all of them. */
    void read(Workers workers, Sink sink) throws IOException, InterruptedException {
        OrderedWork.Sink<SortedMap<Long, byte[]>> takeAll = clusters -> {
            for (var cluster : clusters.entrySet()) {
                sink.accept(cluster.getKey(), cluster.getValue());
            }
        };
        try (var work = new OrderedWork<>(workers, takeAll)) {
            for (long offset = 0; offset < size; offset += PART) {
                long part = offset;
                work.add(() -> read(part));
            }
            work.finish();
        }
    }

    private SortedMap<Long, byte[]> read(long offset) throws IOException {
        ByteBuffer part = buffers.get().clear();
        part.limit((int) Math.min(PART, size - offset));
        Channels.readFully(disk, part, offset);
        SortedMap<Long, byte[]> clusters = new TreeMap<>();
        if (Zeros.only(part)) {
            return clusters;
        }
        try (ClusterEncoder encoder = encoders.get()) {
            for (int start = 0; start < part.limit(); start += CLUSTER) {
                ByteBuffer piece = part.slice(start, Math.min(CLUSTER, part.limit() - start));
                if (!Zeros.only(piece)) {
                    // the disk may end within a cluster: the rest is zero
                    byte[] cluster = new byte[CLUSTER];
                    piece.get(cluster, 0, piece.remaining());
                    clusters.put((offset + start) >> CLUSTER_BITS, encoder.encode(cluster));
                }
            }
        }
        return clusters;
    }
}
