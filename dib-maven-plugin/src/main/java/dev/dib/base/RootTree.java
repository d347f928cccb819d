// SPDX-License-Identifier: Apache-2.0
package dev.dib.base;

import dev.dib.problem.Problem;
import dev.dib.problem.ProblemException;
import dev.dib.tar.TarWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * Finds the root file system of a disk, and those that belong below it: what its {@code /etc/fstab} mounts, and where that says
 * nothing, an EFI system partition at {@code /boot/efi} and an extended boot partition, or one with the label {@code boot}, at
 * {@code /boot}.
 */
final class RootTree {

    private final List<Volume> volumes;
    private final Map<Volume, FileSystem> open = new HashMap<>();
    private final Map<String, Volume> mounted = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();

    private RootTree(List<Volume> volumes) {
        this.volumes = volumes;
    }

    /**
     * Puts it together.
     *
     * @param wanted the number of the partition with the root file system; looked for if it is not said
     * @throws UnreadableVolumeException if it is of a type that only a kernel can read
     * @throws JournalException if a journal has to be replayed before
     */
    static RootTree of(List<Volume> volumes, OptionalInt wanted) throws IOException {
        var tree = new RootTree(volumes);
        for (Volume volume : volumes) {
            if (volume.isReadable()) {
                FileSystem system = volume.fileSystem();
                if (system instanceof ExtFileSystem ext && ext.needsReplay()) {
                    throw new JournalException(volume);
                }
                tree.open.put(volume, system);
            }
        }
        tree.assemble(wanted.isPresent() ? tree.numbered(wanted.getAsInt()) : tree.root());
        return tree;
    }

    /** What a person may want to know, such as what was mounted where. */
    List<String> notes() {
        return List.copyOf(notes);
    }

    void writeTo(TarWriter tar) throws IOException {
        Map<String, FileSystem> systems = new HashMap<>();
        mounted.forEach((point, volume) -> systems.put(point, open.get(volume)));
        new MountedTree(systems).writeTo(tar);
    }

    private Volume numbered(int number) {
        Volume volume = volumes.stream()
                .filter(any -> any.partition().number() == number)
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        new Problem("partition " + number, "is not there", "use one of: " + described(volumes))));
        if (!volume.isReadable()) {
            throw new UnreadableVolumeException(volume);
        }
        return volume;
    }

    private Volume root() throws IOException {
        List<Volume> best = new ArrayList<>();
        int bestScore = 0;
        for (Volume volume : volumes) {
            int score = score(volume);
            if (score > bestScore) {
                best.clear();
                bestScore = score;
            }
            if (score == bestScore && score > 0) {
                best.add(volume);
            }
        }
        if (best.size() == 1) {
            return best.get(0);
        }
        if (best.size() > 1) {
            throw new ProblemException(new Problem(
                    "the disk",
                    "has several root file systems: " + described(best),
                    "say which by the number of its partition, in DIB_BASE_PARTITION"));
        }
        Optional<Volume> hidden = volumes.stream()
                .filter(volume ->
                        List.of("btrfs", "xfs", "LVM2_member", "crypto_LUKS").contains(volume.type()))
                .findFirst();
        if (hidden.isPresent()) {
            throw new UnreadableVolumeException(hidden.get());
        }
        throw new ProblemException(Problem.of(
                "the disk", "has no root file system; it has " + (volumes.isEmpty() ? "nothing" : described(volumes))));
    }

    /** How much a volume looks like a root file system; 0 if not at all. */
    private int score(Volume volume) throws IOException {
        FileSystem system = open.get(volume);
        if (system == null || volume.type().equals("vfat") || !Paths.exists(system, "etc")) {
            return 0;
        }
        int score = 0;
        if (Paths.exists(system, "etc/os-release") || Paths.exists(system, "usr/lib/os-release")) {
            score = 4;
        } else if (Paths.exists(system, "usr") || Paths.exists(system, "bin")) {
            score = 1;
        }
        return score > 0 && volume.partition().isRoot() ? score + 2 : score;
    }

    private void assemble(Volume root) throws IOException {
        mounted.put("", root);
        FileSystem system = open.get(root);
        Optional<Inode> fstab = Paths.find(system, "etc/fstab").filter(Inode::isFile);
        if (fstab.isPresent()) {
            try (InputStream in = system.open(fstab.get())) {
                String text = new String(in.readNBytes(1 << 20), StandardCharsets.ISO_8859_1);
                for (FstabEntry entry : FstabEntry.parse(text)) {
                    mount(entry);
                }
            }
        }
        for (Volume volume : volumes) {
            if (isFree(volume)
                    && (volume.partition().isExtendedBoot() || volume.label().equalsIgnoreCase("boot"))) {
                mounted.putIfAbsent("boot", volume);
            }
        }
        for (Volume volume : volumes) {
            if (isFree(volume) && volume.partition().isEsp()) {
                mounted.putIfAbsent("boot/efi", volume);
            }
        }
        dropWithoutFolder();
        mounted.forEach((point, volume) -> notes.add("/" + point + ": " + volume));
    }

    private void mount(FstabEntry entry) {
        Optional<Volume> volume = volumes.stream().filter(entry::names).findFirst();
        if (volume.isEmpty() || entry.point().isEmpty()) {
            return;
        }
        if (!open.containsKey(volume.get())) {
            throw new UnreadableVolumeException(volume.get());
        }
        mounted.put(entry.point(), volume.get());
    }

    private boolean isFree(Volume volume) {
        return open.containsKey(volume) && !mounted.containsValue(volume);
    }

    /** Keeps those that have a folder to be mounted on, outer ones first. */
    private void dropWithoutFolder() throws IOException {
        Map<String, Volume> kept = new LinkedHashMap<>();
        List<String> points = mounted.keySet().stream()
                .sorted(Comparator.comparing(String::length))
                .toList();
        for (String point : points) {
            if (point.isEmpty() || isFolder(point, kept)) {
                kept.put(point, mounted.get(point));
            } else {
                notes.add("/" + point + " is no folder, so " + mounted.get(point) + " is left out");
            }
        }
        mounted.keySet().retainAll(kept.keySet());
    }

    private boolean isFolder(String point, Map<String, Volume> outer) throws IOException {
        String holder = outer.keySet().stream()
                .filter(above -> above.isEmpty() || point.startsWith(above + "/"))
                .max(Comparator.comparing(String::length))
                .orElseThrow();
        String inside = holder.isEmpty() ? point : point.substring(holder.length() + 1);
        return Paths.find(open.get(outer.get(holder)), inside)
                .filter(Inode::isFolder)
                .isPresent();
    }

    private static String described(List<Volume> volumes) {
        return volumes.stream().map(Volume::toString).collect(Collectors.joining(", "));
    }
}
