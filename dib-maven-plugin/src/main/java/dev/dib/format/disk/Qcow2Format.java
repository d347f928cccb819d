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
import java.util.Map;
import java.util.Set;

/**
 * For QEMU and OpenStack: compressed, and a disk, with clusters of 64 KiB. Clusters are compressed by all processors and placed
 * in the order of the disk, so that the same disk gives the same bytes: qemu-img gives either the one or the other. With options
 * other than {@code compat}, {@code compression_type} and {@code cluster_size=64k} it is qemu-img that writes.
 *
 * <p>The format: QEMU, docs/interop/qcow2.txt.
 */
public record Qcow2Format() implements Format {

    private static final String VERSION = "compat";
    private static final String TYPE = "compression_type";
    private static final Map<String, Integer> VERSIONS = Map.of("1.1", 3, "v3", 3, "0.10", 2, "v2", 2);

    /** The options with the values that are written here. */
    private static final Map<String, List<String>> OURS = Map.of(
            VERSION,
            List.of("1.1", "v3", "0.10", "v2"),
            TYPE,
            List.of("zlib", "zstd"),
            "cluster_size",
            List.of("64k", "64K", "65536", "64KiB"));

    @Override
    public String word() {
        return "qcow2";
    }

    @Override
    public Source source() {
        return Source.DISK;
    }

    @Override
    public List<Codec> codecs() {
        return List.of(Codec.ZLIB, Codec.ZSTD, Codec.NONE);
    }

    @Override
    public Set<String> options() {
        return Set.of(
                VERSION,
                TYPE,
                "cluster_size",
                "extended_l2",
                "extent_size_hint",
                "lazy_refcounts",
                "nocow",
                "preallocation",
                "refcount_bits");
    }

    @Override
    public void check(Choice choice, Problems problems) {
        ImageOptions.checkOneOf(this, choice, VERSION, OURS.get(VERSION), problems);
        ImageOptions.checkOneOf(this, choice, TYPE, OURS.get(TYPE), problems);
        String type = choice.options().get(TYPE);
        Codec codec = choice.compression().codec();
        if (type != null && codec != Codec.NONE && !codec.word().equals(type)) {
            problems.add(
                    ImageOptions.PARAMETER,
                    "'" + TYPE + "=" + type + "' contradicts the compression '" + codec.word() + "'",
                    "say 'qcow2=" + type + "' in compression, or leave out one of the two");
        }
        if (version(choice) < 3 && codec == Codec.ZSTD) {
            problems.add(
                    ImageOptions.PARAMETER,
                    "'" + VERSION + "=" + choice.option(VERSION, "") + "' has no zstd",
                    "use zlib, or leave out " + VERSION);
        }
        if (byQemu(choice) && choice.compression().level().isPresent()) {
            problems.add(
                    "compression",
                    "qemu-img, which these qemuImgOptions take, knows no level",
                    "leave out the level of qcow2");
        }
    }

    @Override
    public List<String> programs(Choice choice) {
        return byQemu(choice) ? List.of("qemu-img") : List.of();
    }

    private static boolean byQemu(Choice choice) {
        return choice.options().entrySet().stream()
                .anyMatch(
                        option -> !OURS.getOrDefault(option.getKey(), List.of()).contains(option.getValue()));
    }

    private static int version(Choice choice) {
        return VERSIONS.getOrDefault(choice.option(VERSION, "1.1"), 3);
    }

    @Override
    public void write(FormatJob job) throws IOException, InterruptedException {
        if (byQemu(job.choice())) {
            QemuImg.convert(job, "qcow2");
            return;
        }
        try (FileChannel disk = Channels.read(job.source());
                FileChannel out = Channels.create(job.to())) {
            var file = new Qcow2File(out, new Qcow2Layout(disk.size()));
            new ClusterReader(disk, ClusterEncoder.worthwhile(job.choice().compression()))
                    .read(job.workers(), file::add);
            file.finish(version(job.choice()), job.choice().compression().codec());
        }
    }
}
