// SPDX-License-Identifier: Apache-2.0
package dev.dib.format.tree;

import dev.dib.format.Choice;
import dev.dib.format.Format;
import dev.dib.format.FormatJob;
import dev.dib.format.Source;
import dev.dib.format.compress.Codec;
import dev.dib.format.compress.CompressedOutput;
import dev.dib.problem.Problems;
import dev.dib.tar.TarEntry;
import dev.dib.tar.TarWriter;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * An App Container image: an archive of a manifest and, below {@code rootfs/}, the root tree. The manifest is made, where
 * diskimage-builder makes an invalid image without one, or is that of {@code aciManifest}.
 *
 * <p>The format: github.com/appc/spec, "App Container Image".
 */
public record AciFormat() implements Format {

    private static final String ROOT = "rootfs";

    @Override
    public String word() {
        return "aci";
    }

    @Override
    public Source source() {
        return Source.TREE;
    }

    @Override
    public List<Codec> codecs() {
        return List.of(Codec.ZLIB, Codec.NONE);
    }

    @Override
    public void check(Choice choice, Problems problems) {
        choice.aciManifest().ifPresent(file -> AciManifest.check(file, problems));
    }

    @Override
    public void write(FormatJob job) throws IOException {
        Path given = job.choice().aciManifest().orElse(null);
        byte[] manifest = given == null ? AciManifest.of(job.image()) : Files.readAllBytes(given);
        try (InputStream archive = new BufferedInputStream(Files.newInputStream(job.source()), 1 << 16);
                OutputStream file = CompressedOutput.to(
                        Files.newOutputStream(job.to()), job.choice().compression(), job.workers());
                var out = new BufferedOutputStream(file, 1 << 16)) {
            var tar = new TarWriter(out);
            tar.add(TarEntry.file("manifest", manifest.length, job.time()), new ByteArrayInputStream(manifest));
            var tree = new TreeReader(archive);
            for (Optional<TarEntry> entry = tree.next(); entry.isPresent(); entry = tree.next()) {
                tar.add(moved(entry.get()), tree.content());
            }
            tar.finish();
        }
    }

    private static TarEntry moved(TarEntry entry) {
        return entry.at(below(entry.path()), entry.isOtherName() ? below(entry.target()) : entry.target());
    }

    private static String below(String name) {
        return name.isEmpty() ? ROOT : ROOT + "/" + name;
    }
}
