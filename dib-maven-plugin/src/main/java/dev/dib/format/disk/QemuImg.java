// SPDX-License-Identifier: Apache-2.0
package dev.dib.format.disk;

import dev.dib.format.FormatJob;
import dev.dib.format.compress.Codec;
import dev.dib.format.compress.Compression;
import dev.dib.sandbox.Command;
import dev.dib.sandbox.HostCommands;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes by qemu-img(1), in the order of the disk (without {@code -W}), so that the same version gives the same bytes. */
final class QemuImg {

    private QemuImg() {}

    static void convert(FormatJob job, String driver) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of("qemu-img", "convert", "-f", "raw", "-O", driver));
        Map<String, String> options = new TreeMap<>(job.choice().options());
        Compression compression = job.choice().compression();
        if (!compression.isNone()) {
            line.add("-c");
            if (compression.codec() == Codec.ZSTD) {
                options.put("compression_type", "zstd");
            }
        }
        line.add("-o");
        line.add(String.join(
                ",",
                options.entrySet().stream()
                        .map(option -> option.getKey() + "=" + option.getValue())
                        .toList()));
        line.add(job.source().toString());
        line.add(job.to().toString());
        new HostCommands().check(Command.of(line));
    }
}
