// SPDX-License-Identifier: Apache-2.0
package dev.dib.format.tree;

import dev.dib.format.Checksum;
import dev.dib.format.Choice;
import dev.dib.format.Format;
import dev.dib.format.FormatJob;
import dev.dib.format.Source;
import dev.dib.format.compress.Codec;
import dev.dib.format.compress.Compression;
import dev.dib.sandbox.Command;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The root tree as an EROFS, a read-only file system that is made for speed, by mkfs.erofs(1). */
public record ErofsFormat() implements Format {

    @Override
    public String word() {
        return "erofs";
    }

    @Override
    public Source source() {
        return Source.TREE;
    }

    @Override
    public List<Codec> codecs() {
        return List.of(Codec.LZ4HC, Codec.LZ4, Codec.NONE);
    }

    @Override
    public List<String> programs(Choice choice) {
        return List.of("mkfs.erofs");
    }

    @Override
    public void write(FormatJob job) throws IOException, InterruptedException {
        // equal trees get equal ids
        String digest = Checksum.SHA256.of(job.source());
        UUID id = UUID.nameUUIDFromBytes(("erofs " + digest).getBytes(StandardCharsets.US_ASCII));
        try (var tree = UnpackedTree.of(job)) {
            List<String> line = new ArrayList<>(List.of("mkfs.erofs", "--quiet", "-U" + id));
            Compression compression = job.choice().compression();
            if (!compression.isNone()) {
                String level = compression.level().isPresent()
                        ? "," + compression.level().getAsInt()
                        : "";
                line.add("-z" + compression.codec().word() + level);
            }
            line.add(job.to().toString());
            line.add(tree.path().toString());
            tree.run(Command.of(line)
                    .with("SOURCE_DATE_EPOCH", Long.toString(job.time().getEpochSecond())));
        }
    }
}
