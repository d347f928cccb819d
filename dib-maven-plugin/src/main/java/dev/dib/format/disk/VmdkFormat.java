// SPDX-License-Identifier: Apache-2.0
package dev.dib.format.disk;

import dev.dib.format.Choice;
import dev.dib.format.Format;
import dev.dib.format.FormatJob;
import dev.dib.format.Source;
import dev.dib.format.compress.Codec;
import dev.dib.problem.Problems;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.Set;

/**
 * The format of VMware: sparse, or compressed and readable from start to end with {@code subformat=streamOptimized}, as in OVA
 * appliances. Kinds that are more than one file are not made.
 *
 * <p>The format: VMware, "Virtual Disk Format 5.0", hosted sparse extents and stream-optimized compressed sparse extents.
 */
public record VmdkFormat() implements Format {

    static final String SPARSE = "monolithicSparse";
    static final String STREAM = "streamOptimized";

    @Override
    public String word() {
        return "vmdk";
    }

    @Override
    public Source source() {
        return Source.DISK;
    }

    /** Of {@link #STREAM} only. */
    @Override
    public List<Codec> codecs() {
        return List.of(Codec.ZLIB);
    }

    @Override
    public Set<String> options() {
        return Set.of("subformat", "adapter_type", "hwversion", "toolsversion");
    }

    @Override
    public void check(Choice choice, Problems problems) {
        ImageOptions.checkOneOf(this, choice, "subformat", List.of(SPARSE, STREAM), problems);
        ImageOptions.checkOneOf(this, choice, "adapter_type", VmdkDescriptor.ADAPTERS, problems);
        for (String number : List.of("hwversion", "toolsversion")) {
            if (!choice.option(number, "0").matches("[0-9]{1,10}")) {
                problems.add(
                        ImageOptions.PARAMETER, "'" + number + "=" + choice.option(number, "") + "' is no number", "");
            }
        }
    }

    @Override
    public void write(FormatJob job) throws IOException, InterruptedException {
        boolean stream = job.choice().option("subformat", SPARSE).equals(STREAM);
        try (FileChannel disk = Channels.read(job.source());
                FileChannel out = Channels.create(job.to())) {
            var descriptor = new VmdkDescriptor(
                    job.to().getFileName().toString(),
                    disk.size(),
                    DiskIdentity.of(disk).id("vmdk"),
                    stream ? STREAM : SPARSE,
                    job.choice());
            var file = new VmdkFile(out, disk.size(), descriptor.bytes());
            if (stream) {
                file.startStream();
                new ClusterReader(disk, ClusterEncoder.zlibStreams(job.choice().compression()))
                        .read(job.workers(), file::addToStream);
                file.finishStream();
            } else {
                var grains = new DiskBlocks(disk, ClusterReader.CLUSTER);
                for (long grain = 0; grain < grains.count(); grain++) {
                    if (!grains.isZero(grain)) {
                        grains.copy(grain, out, file.place(grain));
                    }
                }
                file.finish();
            }
        }
    }
}
