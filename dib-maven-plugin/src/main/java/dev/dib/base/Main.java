// SPDX-License-Identifier: Apache-2.0
package dev.dib.base;

import dev.dib.problem.Problem;
import dev.dib.problem.ProblemException;
import dev.dib.tar.DamagedArchiveException;
import dev.dib.tar.TarWriter;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The command {@code dib-read-image}, by which hooks read images. It is run by a process of its own, because hooks run in a sandbox
 * where the plugin does not. Exit status: 0 done, 1 it cannot be done, 3 a journal has to be replayed first and
 * {@code --scratch} was not said, 4 only a kernel can read it.
 */
public final class Main {

    private static final String USAGE = """
            Usage: dib-read-image list DISK
                   dib-read-image tree [--partition NUMBER] [--scratch] DISK ARCHIVE
                   dib-read-image container [--name NAME] [--arch ARCHITECTURE] IMAGE ARCHIVE

            list  writes a line for each partition: number, offset and size in bytes, type of its content, label, UUID
            tree  writes the root tree of a disk as a pax archive
            container  writes the tree of a container image: its layers on top of each other

            DISK is a raw disk, IMAGE what 'docker save' writes, or an OCI image layout as a tar archive. With --scratch it may be changed, to replay the journals of its file systems.
            """;

    private static final Set<String> OPTIONS_WITH_VALUE = Set.of("--partition", "--name", "--arch");

    private static final int FAILED = 1;
    private static final int USED_WRONGLY = 2;
    private static final int JOURNAL = 3;
    private static final int KERNEL_ONLY = 4;

    private final PrintStream out;
    private final PrintStream err;

    private Main(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    public static void main(String[] arguments) {
        var out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        var err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        Runtime.getRuntime().exit(new Main(out, err).run(List.of(arguments)));
    }

    private int run(List<String> arguments) {
        try {
            return command(new ArrayList<>(arguments));
        } catch (UnreadableVolumeException e) {
            err.println("dib-read-image: " + e.getMessage());
            return KERNEL_ONLY;
        } catch (JournalException e) {
            err.println("dib-read-image: " + e.getMessage());
            return JOURNAL;
        } catch (ProblemException e) {
            err.println("dib-read-image: " + e.getMessage());
            return FAILED;
        } catch (DamagedImageException | DamagedArchiveException e) {
            err.println("dib-read-image: the image is damaged: " + e.getMessage());
            return FAILED;
        } catch (IOException e) {
            err.println("dib-read-image: " + e);
            return FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FAILED;
        }
    }

    private int command(List<String> words) throws IOException, InterruptedException {
        String command = words.isEmpty() ? "" : words.remove(0);
        Map<String, String> options = new HashMap<>();
        while (!words.isEmpty() && words.get(0).startsWith("--")) {
            String option = words.remove(0);
            if (OPTIONS_WITH_VALUE.contains(option) && !words.isEmpty()) {
                options.put(option, words.remove(0));
            } else if (option.equals("--scratch")) {
                options.put(option, "");
            } else {
                return usage();
            }
        }
        switch (command + " " + words.size()) {
            case "list 1" -> list(Path.of(words.get(0)));
            case "tree 2" -> tree(Path.of(words.get(0)), Path.of(words.get(1)), options);
            case "container 2" -> container(Path.of(words.get(0)), Path.of(words.get(1)), options);
            default -> {
                return usage();
            }
        }
        return 0;
    }

    private int usage() {
        err.print(USAGE);
        return USED_WRONGLY;
    }

    private void list(Path disk) throws IOException {
        try (FileBlocks blocks = FileBlocks.open(disk)) {
            for (Volume volume : Volume.of(blocks)) {
                Partition partition = volume.partition();
                out.println(String.join(
                        "\t",
                        Integer.toString(partition.number()),
                        Long.toString(partition.offset()),
                        Long.toString(partition.size()),
                        volume.type(),
                        volume.label(),
                        volume.uuid()));
            }
        }
    }

    private void tree(Path disk, Path archive, Map<String, String> options) throws IOException, InterruptedException {
        OptionalInt partition = partition(options.get("--partition"));
        try (FileBlocks blocks = FileBlocks.open(disk)) {
            RootTree tree = options.containsKey("--scratch")
                    ? Journals.replayed(disk, blocks, partition)
                    : RootTree.of(Volume.of(blocks), partition);
            tree.notes().forEach(note -> err.println("dib-read-image: " + note));
            write(archive, tree::writeTo);
        }
    }

    private static OptionalInt partition(String word) {
        if (word == null) {
            return OptionalInt.empty();
        }
        if (!word.matches("\\d{1,4}")) {
            throw new ProblemException(Problem.of("DIB_BASE_PARTITION", "'" + word + "' is no number of a partition"));
        }
        return OptionalInt.of(Integer.parseInt(word));
    }

    private static void container(Path image, Path archive, Map<String, String> options) throws IOException {
        List<LayerMerge.Layer> layers = ContainerArchive.open(image)
                .layers(options.getOrDefault("--name", ""), options.getOrDefault("--arch", "amd64"));
        write(archive, new LayerMerge(layers)::writeTo);
    }

    /** What makes up an archive. */
    private interface Entries {
        void writeTo(TarWriter tar) throws IOException;
    }

    /** One that is cut has no end: a hook that unpacks it fails. */
    private static void write(Path archive, Entries entries) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(archive), 1 << 16)) {
            var tar = new TarWriter(out);
            entries.writeTo(tar);
            tar.finish();
        }
    }
}
