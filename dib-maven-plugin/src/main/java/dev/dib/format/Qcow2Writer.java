// SPDX-License-Identifier: Apache-2.0
package dev.dib.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.Deflater;

/**
 * Writes a compressed qcow2 image, version 3, with clusters of 64 KiB. Clusters are compressed by all processors and placed in
 * the order of the disk, so that the same disk gives the same bytes: qemu-img gives either the one or the other.
 *
 * <p>The format: QEMU, docs/interop/qcow2.txt.
 */
public final class Qcow2Writer {

    static final int CLUSTER_BITS = 16;
    static final int CLUSTER = 1 << CLUSTER_BITS;

    /** The level that gives the size of qemu-img's images in a fifth of the time. */
    private static final int LEVEL = 3;

    private static final int CLUSTERS_AHEAD = 256;

    /**
     * Writes an image of a disk.
     *
     * @param disk its raw bytes; a whole number of sectors of 512 bytes
     * @param image a file that is not there yet
     */
    public void write(Path disk, Path image) throws IOException, InterruptedException {
        ExecutorService workers =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        try (FileChannel in = FileChannel.open(disk, StandardOpenOption.READ);
                FileChannel out = FileChannel.open(image, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            var layout = new Qcow2Layout(in.size());
            var file = new Qcow2File(out, layout);
            long clusters = layout.guestClusters();
            Deque<Future<Optional<byte[]>>> ahead = new ArrayDeque<>();
            long submitted = 0;
            for (long cluster = 0; cluster < clusters; cluster++) {
                while (submitted < clusters && ahead.size() < CLUSTERS_AHEAD) {
                    long next = submitted++;
                    ahead.add(workers.submit(() -> compressed(in, next)));
                }
                Optional<byte[]> data = ahead.remove().get();
                if (data.isPresent()) {
                    file.add(cluster, data.get());
                }
            }
            file.finish();
        } catch (ExecutionException e) {
            throw new IOException("the image could not be compressed: " + e.getCause(), e.getCause());
        } finally {
            workers.shutdownNow();
        }
    }

    /** A cluster as it is stored: compressed if that makes it smaller, nothing if it is all zero. */
    private static Optional<byte[]> compressed(FileChannel in, long cluster) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(CLUSTER);
        long position = cluster << CLUSTER_BITS;
        buffer.limit((int) Math.min(CLUSTER, in.size() - position));
        Channels.readFully(in, buffer, position);
        buffer.limit(CLUSTER);
        if (Zeros.only(buffer)) {
            return Optional.empty();
        }
        // raw deflate, no header (docs/interop/qcow2.txt, "Compressed Clusters Descriptor")
        var deflater = new Deflater(LEVEL, true);
        try {
            deflater.setInput(buffer.array());
            deflater.finish();
            byte[] small = new byte[CLUSTER];
            int length = deflater.deflate(small);
            // with a sector to spare: one that is hardly smaller is not worth the reading
            return Optional.of(
                    deflater.finished() && length <= CLUSTER - 512 ? Arrays.copyOf(small, length) : buffer.array());
        } finally {
            deflater.end();
        }
    }
}
