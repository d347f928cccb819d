// SPDX-License-Identifier: Apache-2.0
package dev.dib.base;

import dev.dib.problem.Problem;
import dev.dib.problem.ProblemException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.GZIPInputStream;

/** What is compressed, as if it were not: gzip by Java, zstd by the program of that name. */
final class Decompression {

    private static final int GZIP = 0x1F8B;
    private static final int ZSTD = 0x28B5;

    private Decompression() {}

    static InputStream of(InputStream content) throws IOException {
        InputStream in = content.markSupported() ? content : new BufferedInputStream(content, 1 << 16);
        in.mark(2);
        int start = in.read() << 8 | in.read();
        in.reset();
        return switch (start) {
            case GZIP -> new BufferedInputStream(new GZIPInputStream(in, 1 << 16), 1 << 16);
            case ZSTD -> zstd(in);
            default -> in;
        };
    }

    private static InputStream zstd(InputStream in) throws IOException {
        Process process;
        try {
            process = new ProcessBuilder("zstd", "-dc")
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            in.close();
            throw new ProblemException(
                    new Problem("zstd", "is not installed, and a layer is compressed with it", "install zstd"), e);
        }
        Thread feeder = new Thread(
                () -> {
                    try (in;
                            OutputStream out = process.getOutputStream()) {
                        in.transferTo(out);
                    } catch (IOException e) {
                        process.destroy(); // the reader sees the end, and that it came too soon
                    }
                },
                "zstd");
        feeder.setDaemon(true);
        feeder.start();
        return new ClosingStream(new BufferedInputStream(process.getInputStream(), 1 << 16), process::destroy);
    }
}
