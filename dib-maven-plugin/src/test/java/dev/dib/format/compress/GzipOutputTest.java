// SPDX-License-Identifier: Apache-2.0
package dev.dib.format.compress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class GzipOutputTest {

    @RepeatedTest(12)
    void givesBackWhatWasWritten(RepetitionInfo repetition) throws Exception {
        var random = new Random(repetition.getCurrentRepetition());
        byte[] data = data(random);
        byte[] one = compress(data, 1, random);
        try (var in = new GZIPInputStream(new ByteArrayInputStream(one))) {
            assertThat(in.readAllBytes()).isEqualTo(data);
        }
        assertThat(compress(data, 4, random))
                .as("with more processors, in other pieces")
                .isEqualTo(one);
    }

    private static byte[] data(Random random) {
        // around the size of blocks
        int[] sizes = {0, 1, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, 3 << 20};
        int choice = random.nextInt(sizes.length + 3);
        byte[] data = new byte[choice < sizes.length ? sizes[choice] : random.nextInt(5_000_000)];
        int letters = 1 + random.nextInt(256);
        for (int i = 0; i < data.length; i++) {
            data[i] = (byte) random.nextInt(letters);
        }
        return data;
    }

    private static byte[] compress(byte[] data, int processors, Random random) throws Exception {
        var bytes = new ByteArrayOutputStream();
        try (var workers = new Workers(processors);
                OutputStream out = new GzipOutput(bytes, Compression.of(Codec.ZLIB, 1 + processors % 1), workers)) {
            int at = 0;
            while (at < data.length) {
                int piece = Math.min(data.length - at, 1 + random.nextInt(1_500_000));
                out.write(data, at, piece);
                at += piece;
            }
        }
        return bytes.toByteArray();
    }

    @Test
    void tellsThatTheDiskIsFull() {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        assertThatThrownBy(() -> {
                    try (var workers = new Workers(2);
                            var out = new GzipOutput(full, Compression.of(Codec.ZLIB), workers)) {
                        out.write(1);
                    }
                })
                .hasMessageContaining("No space left");
    }
}
