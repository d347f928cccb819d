// SPDX-License-Identifier: Apache-2.0
package dev.dib.disk;

import dev.dib.problem.Problem;
import dev.dib.problem.ProblemException;
import dev.dib.problem.Problems;
import dev.dib.sandbox.Command;
import dev.dib.sandbox.CommandFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Makes a FAT file system with its content: in a file of its own with mkfs.vfat and mtools, then copied to its place. (mtools
 * cannot use what {@code mkfs.vfat --offset} of dosfstools 4.2 makes.)
 */
final class FatFileSystem {

    /** A command line has room for at least 128 KiB. */
    private static final int FILES_AT_ONCE = 100;

    private final Workplace place;
    private final Layout layout;

    FatFileSystem(Workplace place, Layout layout) {
        this.place = place;
        this.layout = layout;
    }

    void make(DiskFile disk, Layout.Volume volume) throws IOException, InterruptedException {
        Path file = place.scratch().resolve(volume.fileSystem().name() + ".fat");
        Files.deleteIfExists(file);
        DiskFile.create(file, volume.bytes()).close();
        format(file, volume);
        Optional<String> mountPoint = volume.fileSystem().mountPoint();
        if (mountPoint.isPresent()) {
            fill(file, mountPoint.get());
        }
        disk.copy(file, volume.extent().offset());
        Files.delete(file);
    }

    private void format(Path file, Layout.Volume volume) throws IOException, InterruptedException {
        FileSystemPlan fs = volume.fileSystem();
        List<String> line = new ArrayList<>(List.of("mkfs.vfat", "--invariant", "-i", fs.uuid(), "-n", fs.label()));
        line.addAll(List.of("-S", Integer.toString(layout.sectorSize())));
        line.addAll(List.of("-h", Long.toString(volume.extent().offset() / layout.sectorSize())));
        boolean system = layout.partitions().stream()
                .anyMatch(placed -> placed.plan().fileSystem().equals(Optional.of(fs))
                        && placed.plan().type().isEfiSystem());
        long sectors = volume.bytes() / layout.sectorSize();
        boolean large = sectors >= FileSystemNeed.LEAST_FAT32 / 512;
        if (system && large && fs.options().stream().noneMatch(word -> word.startsWith("-F"))) {
            line.addAll(List.of("-F", "32"));
        }
        line.addAll(fs.options());
        line.add(file.toString());
        run(line);
    }

    private void fill(Path file, String mountPoint) throws IOException, InterruptedException {
        Path content = MountPoints.in(place.tree(), mountPoint);
        var folders = new TreeSet<String>();
        var files = new TreeMap<String, List<String>>();
        list(content, mountPoint, folders, files);
        // one by one in sorted order: the order of entries is that of their making
        inParts(List.copyOf(folders), part -> {
            List<String> line = new ArrayList<>(List.of("mmd", "-i", file.toString()));
            part.forEach(folder -> line.add("::/" + folder));
            run(line);
        });
        for (Map.Entry<String, List<String>> folder : files.entrySet()) {
            inParts(folder.getValue(), part -> {
                List<String> line = new ArrayList<>(List.of("mcopy", "-m", "-i", file.toString()));
                part.forEach(name -> line.add(content.resolve(name).toString()));
                line.add("::/" + folder.getKey());
                run(line);
            });
        }
    }

    /** Takes folders by path and files by folder, all relative to the content. */
    private void list(Path content, String mountPoint, Set<String> folders, Map<String, List<String>> files)
            throws IOException, InterruptedException {
        var problems = new Problems();
        var seen = new TreeMap<String, String>();
        List<String> line = new ArrayList<>(List.of("find", content.toString(), "-mindepth", "1"));
        for (String below : MountPoints.below(mountPoint, place.mountPoints())) {
            line.addAll(List.of("-not", "-path", MountPoints.in(place.tree(), below) + "/*"));
        }
        line.addAll(List.of("-printf", "%y %P\\n"));
        for (String entry : new TreeSet<>(place.commands().lines(Command.of(line)))) {
            String path = entry.substring(2);
            String other = seen.putIfAbsent(path.toLowerCase(Locale.ROOT), path);
            if (other != null) {
                problems.add(
                        mountPoint + "/" + path,
                        "differs from '" + other + "' by capital letters only, which a FAT does not tell apart",
                        "remove one");
            } else if (entry.startsWith("d ")) {
                folders.add(path);
            } else if (entry.startsWith("f ")) {
                String folder = path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : "";
                files.computeIfAbsent(folder, key -> new ArrayList<>()).add(path);
            } else {
                problems.add(
                        mountPoint + "/" + path,
                        "is neither a file nor a folder: a FAT cannot hold it",
                        "copy what it stands for instead");
            }
        }
        problems.throwIfAny();
    }

    private interface Part {
        void run(List<String> names) throws IOException, InterruptedException;
    }

    private static void inParts(List<String> names, Part part) throws IOException, InterruptedException {
        for (int start = 0; start < names.size(); start += FILES_AT_ONCE) {
            part.run(names.subList(start, Math.min(names.size(), start + FILES_AT_ONCE)));
        }
    }

    private void run(List<String> line) throws IOException, InterruptedException {
        // the file has no partition table and may be of any size: mtools' checks do not apply
        var environment = new TreeMap<>(Map.of("MTOOLS_SKIP_CHECK", "1", "MTOOLSRC", "/dev/null"));
        place.timestamp().ifPresent(time -> environment.put("SOURCE_DATE_EPOCH", Long.toString(time.getEpochSecond())));
        try {
            place.commands().check(Command.of(line).with(environment));
        } catch (CommandFailedException e) {
            if (e.outcome().tail().stream().anyMatch(text -> text.contains("Disk full"))) {
                throw new ProblemException(
                        new Problem("image size", "a FAT is too small for its content", "give its partition more"), e);
            }
            throw e;
        }
    }
}
