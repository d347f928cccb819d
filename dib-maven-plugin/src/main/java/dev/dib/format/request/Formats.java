// SPDX-License-Identifier: Apache-2.0
package dev.dib.format.request;

import dev.dib.format.Format;
import dev.dib.format.disk.Qcow2Format;
import dev.dib.format.disk.RawFormat;
import dev.dib.format.disk.VdiFormat;
import dev.dib.format.disk.VhdFormat;
import dev.dib.format.disk.VhdxFormat;
import dev.dib.format.disk.VmdkFormat;
import dev.dib.format.tree.AciFormat;
import dev.dib.format.tree.CpioFormat;
import dev.dib.format.tree.DockerFormat;
import dev.dib.format.tree.ErofsFormat;
import dev.dib.format.tree.OciFormat;
import dev.dib.format.tree.SquashfsFormat;
import dev.dib.format.tree.TarFormat;
import dev.dib.format.tree.TarZstFormat;
import dev.dib.format.tree.TgzFormat;
import dev.dib.problem.Nearest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The formats that there are. */
public final class Formats {

    /** First those of disks. */
    public static final List<Format> ALL = List.of(
            new Qcow2Format(),
            new RawFormat(),
            new VhdFormat(),
            new VhdxFormat(),
            new VmdkFormat(),
            new VdiFormat(),
            new TarFormat(),
            new TgzFormat(),
            new TarZstFormat(),
            new SquashfsFormat(),
            new ErofsFormat(),
            new DockerFormat(),
            new OciFormat(),
            new AciFormat(),
            new CpioFormat());

    private Formats() {}

    /** The format that is called so, or was in diskimage-builder. */
    public static Optional<Format> of(String word) {
        return ALL.stream()
                .filter(format -> format.word().equals(word) || format.aliases().contains(word))
                .findFirst();
    }

    public static List<String> words() {
        return ALL.stream().map(Format::word).toList();
    }

    /** What to write instead of a word that is no format. */
    static String remedy(String word) {
        List<String> known = ALL.stream()
                .flatMap(format -> Stream.concat(Stream.of(format.word()), format.aliases().stream()))
                .toList();
        return Nearest.remedy(word.toLowerCase(Locale.ROOT), known, "use some of " + words());
    }
}
