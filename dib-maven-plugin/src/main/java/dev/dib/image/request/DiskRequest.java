// SPDX-License-Identifier: Apache-2.0
package dev.dib.image.request;

import dev.dib.disk.DiskOptions;
import dev.dib.disk.DiskPlan;
import dev.dib.disk.ImageSize;
import dev.dib.disk.config.FileSystemType;
import dev.dib.document.Documents;
import dev.dib.document.Value;
import dev.dib.element.Element;
import dev.dib.problem.Problem;
import dev.dib.problem.ProblemException;
import dev.dib.problem.Problems;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The disk of an image. Words that are blank or null were not said.
 *
 * @param imageSize its size, {@code 8GiB}; computed if not said ({@code DIB_IMAGE_SIZE})
 * @param imageExtraSize what to add to what the content needs ({@code DIB_IMAGE_EXTRA_SIZE})
 * @param filesystem the type of the root file system, if the block-device configuration leaves it open ({@code FS_TYPE})
 * @param rootLabel its label, likewise ({@code ROOT_LABEL})
 * @param mkfsOptions further words for the tool that makes it, likewise
 * @param journalSize the size of its journal, likewise ({@code DIB_JOURNAL_SIZE})
 * @param maxOnlineResize the size to which it can grow while it is mounted, likewise ({@code MAX_ONLINE_RESIZE})
 * @param blockDevice a block-device configuration as YAML, or a file that has one ({@code DIB_BLOCK_DEVICE_CONFIG})
 * @param base what paths of files are relative to
 */
public record DiskRequest(
        String imageSize,
        String imageExtraSize,
        String filesystem,
        String rootLabel,
        String mkfsOptions,
        String journalSize,
        String maxOnlineResize,
        String blockDevice,
        Path base) {

    /** Blocks of ext4, in bytes, if the options of mke2fs do not say otherwise. */
    private static final long BLOCK = 4096;

    ImageSize size(Variables variables, Problems problems) {
        Optional<Said> size = variables.said("imageSize", imageSize, "DIB_IMAGE_SIZE");
        if (size.isPresent()) {
            return new ImageSize.Exactly(Amount.bytes(size.get(), "GiB", problems));
        }
        return variables
                .said("imageExtraSize", imageExtraSize, "DIB_IMAGE_EXTRA_SIZE")
                .<ImageSize>map(extra -> new ImageSize.Extra(Amount.bytes(extra, "MiB", problems)))
                .orElseGet(ImageSize.Roomy::new);
    }

    Optional<DiskPlan> plan(
            Variables variables, List<Element> elements, String architecture, UUID seed, Problems problems)
            throws IOException {
        DiskOptions options = options(variables, problems);
        return problems.gather(() -> {
            Optional<Value> configuration = configuration(variables, elements, architecture);
            return configuration.isPresent()
                    ? DiskPlan.of(configuration.get(), options, seed)
                    : DiskPlan.withoutTable(options, seed);
        });
    }

    private DiskOptions options(Variables variables, Problems problems) {
        DiskOptions options = DiskOptions.defaults();
        Optional<Said> type = variables.said("filesystem", filesystem, "FS_TYPE");
        if (type.isPresent()) {
            options = options.withRootType(type(type.get(), problems));
        }
        Optional<Said> label = variables.said("rootLabel", rootLabel, "ROOT_LABEL");
        if (label.isPresent()) {
            options = options.withRootLabel(label.get().text());
        }
        if (mkfsOptions != null) {
            options = options.withMkfsOptions(mkfsOptions);
        }
        Optional<Said> journal = variables.said("journalSize", journalSize, "DIB_JOURNAL_SIZE");
        if (journal.isPresent()) {
            options = options.withJournalMiB(journal(journal.get(), problems));
        }
        Optional<Said> resize = variables.said("maxOnlineResize", maxOnlineResize, "MAX_ONLINE_RESIZE");
        if (resize.isPresent()) {
            options = options.withMaxOnlineResize(Amount.blocks(resize.get(), BLOCK, problems));
        }
        Optional<Said> sector = variables.said("DIB_BLOCK_SIZE");
        if (sector.isPresent() && Amount.isSector(sector.get(), problems)) {
            options = options.withBlockSize(Integer.parseInt(sector.get().text()));
        }
        return options;
    }

    private static FileSystemType type(Said type, Problems problems) {
        try {
            return FileSystemType.parse(type.text());
        } catch (IllegalArgumentException e) {
            problems.add(Problem.of(type.subject(), e.getMessage()));
            return FileSystemType.EXT4;
        }
    }

    private static int journal(Said journal, Problems problems) {
        long bytes = Amount.bytes(journal, "MiB", problems);
        long mebibytes = bytes >> 20;
        boolean possible = mebibytes >= DiskOptions.LEAST_JOURNAL_MIB && mebibytes <= DiskOptions.MOST_JOURNAL_MIB;
        if (bytes != 0 && !possible) {
            problems.add(
                    journal.subject(),
                    "'" + journal.text() + "' is out of range",
                    "give " + DiskOptions.LEAST_JOURNAL_MIB + "MiB to " + DiskOptions.MOST_JOURNAL_MIB + "MiB");
        }
        return possible ? (int) mebibytes : DiskOptions.DEFAULT_JOURNAL_MIB;
    }

    /** What the person says, or else an element; nothing if nobody does. */
    private Optional<Value> configuration(Variables variables, List<Element> elements, String architecture)
            throws IOException {
        Optional<Said> said = variables.said("blockDevice", blockDevice, "DIB_BLOCK_DEVICE_CONFIG");
        if (said.isPresent()) {
            return Optional.of(read(said.get()));
        }
        Optional<Path> ofElement = BlockDeviceFile.find(elements, architecture);
        return ofElement.isPresent() ? Optional.of(Documents.read(ofElement.get())) : Optional.empty();
    }

    private Value read(Said said) throws IOException {
        String text = said.text();
        boolean inline = text.contains("\n") || text.startsWith("[") || text.startsWith("-") || text.startsWith("{");
        if (inline) {
            return Documents.parse(said.subject(), evened(text));
        }
        Path file = base.resolve(text.startsWith("file://") ? text.substring("file://".length()) : text);
        if (!file.toFile().isFile()) {
            throw new ProblemException(new Problem(
                    said.subject(),
                    "there is no file " + file,
                    "name a file, relative to the folder of the pom, or write the YAML itself"));
        }
        return Documents.read(file);
    }

    /** Maven takes the blanks before the first line of a parameter away; those of the next items of the list stay. */
    private static String evened(String text) {
        List<String> others = text.lines()
                .skip(1)
                .filter(line -> !line.isBlank() && !line.strip().startsWith("#"))
                .toList();
        int least = others.stream().mapToInt(DiskRequest::indentation).min().orElse(0);
        boolean isList = text.startsWith("-")
                && others.stream()
                        .filter(line -> indentation(line) == least)
                        .findFirst()
                        .filter(line -> line.strip().startsWith("-"))
                        .isPresent();
        return isList ? " ".repeat(least) + text : text;
    }

    private static int indentation(String line) {
        return line.length() - line.stripLeading().length();
    }
}
