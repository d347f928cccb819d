// SPDX-License-Identifier: Apache-2.0
package dev.dib.format.tree;

import dev.dib.format.Choice;
import dev.dib.format.Format;
import dev.dib.format.FormatJob;
import dev.dib.format.Source;
import dev.dib.format.compress.Codec;
import dev.dib.format.compress.CompressedOutput;
import dev.dib.problem.Problems;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

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
        try (FileChannel archive = FileChannel.open(job.source(), StandardOpenOption.READ);
                OutputStream file = CompressedOutput.to(
                        Files.newOutputStream(job.to()), job.choice().compression(), job.workers());
                var out = new BufferedOutputStream(file, 1 << 16)) {
            var tar = new TarWriter(out);
            tar.file("manifest", manifest, job.time().getEpochSecond());
            for (TarMember member : TarReader.list(archive)) {
                tar.header(moved(member));
                new TarContent(archive, member).copyTo(out);
                tar.pad(member.size());
            }
            tar.finish();
        }
    }

    private static TarMember moved(TarMember member) {
        return new TarMember(
                below(member.name()),
                member.type(),
                member.isHardLink() ? below(member.link()) : member.link(),
                member.mode(),
                member.uid(),
                member.gid(),
                member.time(),
                member.size(),
                member.deviceMajor(),
                member.deviceMinor(),
                member.offset(),
                member.extended());
    }

    private static String below(String name) {
        return name.isEmpty() ? ROOT : ROOT + "/" + name;
    }
}
