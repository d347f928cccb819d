// SPDX-License-Identifier: Apache-2.0
package dev.dib.format.tree;

import dev.dib.format.Choice;
import dev.dib.format.Format;
import dev.dib.format.FormatJob;
import dev.dib.format.Source;
import dev.dib.format.compress.Codec;
import dev.dib.format.compress.Compression;
import dev.dib.sandbox.Command;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The root tree as a squashfs, a compressed read-only file system, by mksquashfs(1). With zstd by default, which reads several
 * times as fast as the xz of diskimage-builder. Squashfs keeps capabilities, but no ACLs.
 */
public record SquashfsFormat() implements Format {

    @Override
    public String word() {
        return "squashfs";
    }

    @Override
    public List<String> aliases() {
        return List.of("squash");
    }

    @Override
    public Source source() {
        return Source.TREE;
    }

    @Override
    public List<Codec> codecs() {
        return List.of(Codec.ZSTD, Codec.XZ, Codec.ZLIB, Codec.LZ4, Codec.LZ4HC, Codec.NONE);
    }

    @Override
    public List<String> programs(Choice choice) {
        return List.of("mksquashfs");
    }

    @Override
    public void write(FormatJob job) throws IOException, InterruptedException {
        try (var tree = UnpackedTree.of(job)) {
            List<String> line = new ArrayList<>(List.of(
                    "mksquashfs",
                    tree.path().toString(),
                    job.to().toString(),
                    "-noappend",
                    "-no-recovery",
                    "-no-progress",
                    "-quiet",
                    "-processors",
                    Integer.toString(job.workers().count())));
            line.addAll(compression(job.choice().compression()));
            tree.run(Command.of(line)
                    .with("SOURCE_DATE_EPOCH", Long.toString(job.time().getEpochSecond())));
        }
    }

    private static List<String> compression(Compression compression) {
        List<String> words = new ArrayList<>(
                switch (compression.codec()) {
                    case ZSTD -> List.of("-comp", "zstd");
                    case XZ -> List.of("-comp", "xz");
                    case ZLIB -> List.of("-comp", "gzip");
                    case LZ4 -> List.of("-comp", "lz4");
                    case LZ4HC -> List.of("-comp", "lz4", "-Xhc");
                    case NONE -> List.of("-noI", "-noId", "-noD", "-noF", "-noX");
                });
        // mksquashfs knows no levels of lz4hc
        if (compression.level().isPresent() && compression.codec() != Codec.LZ4HC) {
            words.add("-Xcompression-level");
            words.add(Integer.toString(compression.level().getAsInt()));
        }
        return words;
    }
}
