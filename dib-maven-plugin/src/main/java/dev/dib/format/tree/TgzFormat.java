// SPDX-License-Identifier: Apache-2.0
package dev.dib.format.tree;

import dev.dib.format.Format;
import dev.dib.format.FormatJob;
import dev.dib.format.Source;
import dev.dib.format.compress.Codec;
import dev.dib.format.compress.CompressedOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/** The root tree as a pax archive, compressed with gzip. */
public record TgzFormat() implements Format {

    @Override
    public String word() {
        return "tgz";
    }

    @Override
    public List<String> aliases() {
        return List.of("tar.gz");
    }

    @Override
    public Source source() {
        return Source.TREE;
    }

    @Override
    public List<Codec> codecs() {
        return List.of(Codec.ZLIB);
    }

    @Override
    public void write(FormatJob job) throws IOException {
        try (var out = CompressedOutput.to(
                Files.newOutputStream(job.to()), job.choice().compression(), job.workers())) {
            Files.copy(job.source(), out);
        }
    }
}
