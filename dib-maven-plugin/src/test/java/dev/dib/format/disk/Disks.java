// SPDX-License-Identifier: Apache-2.0
package dev.dib.format.disk;

import dev.dib.format.Choice;
import dev.dib.format.Format;
import dev.dib.format.FormatJob;
import dev.dib.format.ImageFacts;
import dev.dib.format.compress.Workers;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;

/** Disks for tests of their formats. */
final class Disks {

    private static final Instant TIME = Instant.parse("2026-11-23T00:00:00Z");

    private Disks() {}

    static void write(Format format, Choice choice, Path disk, Path image, int processors) throws Exception {
        try (var workers = new Workers(processors)) {
            var facts = new ImageFacts("machine", "1.0", "amd64", Optional.of(TIME));
            format.write(new FormatJob(disk, image, image.resolveSibling("scratch"), choice, facts, workers));
        }
    }

    /** Holes, zeros, text, and what cannot be compressed, in pieces of any size. */
    static void fill(Path disk, Random random, long size) throws Exception {
        try (var file = new RandomAccessFile(disk.toFile(), "rw")) {
            file.setLength(size);
            long at = 0;
            while (at < size) {
                byte[] piece = new byte[(int) Math.min(size - at, 1 + random.nextInt(300_000))];
                switch (random.nextInt(5)) {
                    case 0 -> random.nextBytes(piece);
                    case 1, 2 -> {
                        int letters = 2 + random.nextInt(200);
                        for (int i = 0; i < piece.length; i++) {
                            piece[i] = (byte) random.nextInt(letters);
                        }
                    }
                    default -> {}
                }
                if (random.nextBoolean()) {
                    file.seek(at);
                    file.write(piece);
                }
                at += piece.length;
            }
        }
    }
}
