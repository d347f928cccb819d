// SPDX-License-Identifier: Apache-2.0
package dev.dib.format;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SortedMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Writes a compressed qcow2 image, version 3, with clusters of 64 KiB. Clusters are compressed by all processors and placed in
 * the order of the disk, so that the same disk gives the same bytes: qemu-img gives either the one or the other.
 *
 * <p>The format: QEMU, docs/interop/qcow2.txt.
 */
public final class Qcow2Writer {

    static final int CLUSTER_BITS = 16;
    static final int CLUSTER = 1 << CLUSTER_BITS;

    /** Parts of the disk that are read before they are needed. */
    private static final int PARTS_AHEAD = 16;

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
            var reader = new ClusterReader(in);
            Deque<Future<SortedMap<Long, byte[]>>> ahead = new ArrayDeque<>();
            long submitted = 0;
            while (submitted < layout.diskSize() || !ahead.isEmpty()) {
                while (submitted < layout.diskSize() && ahead.size() < PARTS_AHEAD) {
                    long offset = submitted;
                    ahead.add(workers.submit(() -> reader.read(offset)));
                    submitted += ClusterReader.PART;
                }
                for (var cluster : ahead.remove().get().entrySet()) {
                    file.add(cluster.getKey(), cluster.getValue());
                }
            }
            file.finish();
        } catch (ExecutionException e) {
            throw new IOException("the image could not be compressed: " + e.getCause(), e.getCause());
        } finally {
            workers.shutdownNow();
        }
    }
}
