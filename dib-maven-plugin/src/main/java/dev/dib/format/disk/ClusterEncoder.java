// SPDX-License-Identifier: Apache-2.0
package dev.dib.format.disk;

import com.github.luben.zstd.ZstdCompressCtx;
import dev.dib.format.compress.Compression;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.zip.Deflater;

/** Encodes clusters. Used by one thread. */
interface ClusterEncoder extends AutoCloseable {

    byte[] encode(byte[] cluster);

    @Override
    void close();

    /** The level that gives the size of qemu-img's images in a fifth of the time. */
    int DEFAULT_ZLIB_LEVEL = 3;

    int DEFAULT_ZSTD_LEVEL = 3;

    /**
     * Encoders that leave a cluster as it is if it would not become at least a sector smaller: what is hardly smaller is not
     * worth the reading.
     */
    static Supplier<ClusterEncoder> worthwhile(Compression compression) {
        Supplier<ClusterEncoder> all = switch (compression.codec()) {
            case NONE -> AsItIs::new;
            // no header (docs/interop/qcow2.txt, "Compressed Clusters Descriptor")
            case ZLIB -> () -> new Deflate(compression.level().orElse(DEFAULT_ZLIB_LEVEL), true);
            case ZSTD -> () -> new Zstd(compression.level().orElse(DEFAULT_ZSTD_LEVEL));
            default -> throw new IllegalArgumentException(compression.codec() + " is no codec of clusters");
        };
        return () -> new Worthwhile(all.get());
    }

    /** Encoders that compress every cluster into a stream of zlib's own format (RFC 1950). */
    static Supplier<ClusterEncoder> zlibStreams(Compression compression) {
        return () -> new Deflate(compression.level().orElse(DEFAULT_ZLIB_LEVEL), false);
    }

    record AsItIs() implements ClusterEncoder {

        @Override
        public byte[] encode(byte[] cluster) {
            return cluster;
        }

        @Override
        public void close() {}
    }

    record Worthwhile(ClusterEncoder encoder) implements ClusterEncoder {

        private static final int SECTOR = 512;

        @Override
        public byte[] encode(byte[] cluster) {
            byte[] encoded = encoder.encode(cluster);
            return encoded.length <= cluster.length - SECTOR ? encoded : cluster;
        }

        @Override
        public void close() {
            encoder.close();
        }
    }

    /** With deflate. */
    final class Deflate implements ClusterEncoder {

        private final Deflater deflater;
        private final byte[] output = new byte[2 * ClusterReader.CLUSTER];

        Deflate(int level, boolean bare) {
            deflater = new Deflater(level, bare);
        }

        @Override
        public byte[] encode(byte[] cluster) {
            deflater.reset();
            deflater.setInput(cluster);
            deflater.finish();
            return Arrays.copyOf(output, deflater.deflate(output));
        }

        @Override
        public void close() {
            deflater.end();
        }
    }

    /** With zstd, a frame for each cluster. */
    final class Zstd implements ClusterEncoder {

        private final ZstdCompressCtx context = new ZstdCompressCtx();

        Zstd(int level) {
            context.setLevel(level);
        }

        @Override
        public byte[] encode(byte[] cluster) {
            return context.compress(cluster);
        }

        @Override
        public void close() {
            context.close();
        }
    }
}
