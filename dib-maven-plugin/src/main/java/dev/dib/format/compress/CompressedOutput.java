// SPDX-License-Identifier: Apache-2.0
package dev.dib.format.compress;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.IOException;
import java.io.OutputStream;

/** Compresses streams. */
public final class CompressedOutput {

    /** On all processors still as fast as the disk, and near the size that gzip -9 gives. */
    private static final int DEFAULT_ZSTD_LEVEL = 6;

    private CompressedOutput() {}

    /**
     * A stream that compresses into another. Closing it closes the other.
     *
     * @param compression none, zlib (as gzip) or zstd
     */
    public static OutputStream to(OutputStream out, Compression compression, Workers workers) throws IOException {
        return switch (compression.codec()) {
            case NONE -> out;
            case ZLIB -> new GzipOutput(out, compression, workers);
            case ZSTD -> zstd(out, compression, workers);
            default -> throw new IllegalArgumentException(compression.codec() + " is no codec of streams");
        };
    }

    /** With at least one worker the library cuts its input into jobs by the level alone: any number gives the same bytes. */
    private static OutputStream zstd(OutputStream out, Compression compression, Workers workers) throws IOException {
        return new ZstdOutputStreamNoFinalizer(out, compression.level().orElse(DEFAULT_ZSTD_LEVEL))
                .setWorkers(workers.count())
                .setChecksum(true);
    }
}
