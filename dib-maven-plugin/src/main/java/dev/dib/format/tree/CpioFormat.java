// SPDX-License-Identifier: Apache-2.0
package dev.dib.format.tree;

import dev.dib.format.Choice;
import dev.dib.format.Format;
import dev.dib.format.FormatJob;
import dev.dib.format.Source;
import dev.dib.format.compress.Codec;
import dev.dib.format.compress.CompressedOutput;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * The root tree as an initramfs: a cpio archive of the form "newc", compressed with gzip, which every kernel can unpack. The form
 * has no extended attributes, so capabilities and ACLs are lost, and no file of 4 GiB or more.
 */
public record CpioFormat() implements Format {

    @Override
    public String word() {
        return "cpio";
    }

    @Override
    public List<String> aliases() {
        return List.of("initramfs");
    }

    @Override
    public Source source() {
        return Source.TREE;
    }

    @Override
    public List<Codec> codecs() {
        return List.of(Codec.ZLIB, Codec.ZSTD, Codec.NONE);
    }

    @Override
    public String extension(Choice choice) {
        return switch (choice.compression().codec()) {
            case ZLIB -> "cpio.gz";
            case ZSTD -> "cpio.zst";
            default -> "cpio";
        };
    }

    @Override
    public void write(FormatJob job) throws IOException {
        try (FileChannel archive = FileChannel.open(job.source(), StandardOpenOption.READ);
                var out = CompressedOutput.to(
                        new BufferedOutputStream(Files.newOutputStream(job.to())),
                        job.choice().compression(),
                        job.workers())) {
            new CpioWriter(archive, out).write(TreeMember.list(archive));
        }
    }
}
