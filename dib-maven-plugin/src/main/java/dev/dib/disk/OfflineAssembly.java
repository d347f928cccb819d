// SPDX-License-Identifier: Apache-2.0
package dev.dib.disk;

import dev.dib.problem.ProblemException;
import dev.dib.sandbox.Command;
import dev.dib.sandbox.Commands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes a disk of a tree: everything is written to its place in a sparse file; partitions of the kernel are never needed. For
 * ext, FAT and swap there is no loop device either, no mount and no root; equal trees, layouts and timestamps then give equal
 * bytes, if the times of the tree's files are not after the timestamp. For xfs and btrfs see {@link MountedFileSystem}.
 */
public final class OfflineAssembly {

    /** Where the element bootloader leaves GRUB's images for a BIOS: its folder is {@code grub2} in the Red Hat family. */
    private static final List<String> GRUB = List.of("boot/grub/i386-pc", "boot/grub2/i386-pc");

    private static final String COPY_GRUB = """
            boot=$1 core=$2
            shift 2
            for folder; do
                if [ -f "$folder/core.img" ] && [ -f "$folder/boot.img" ]; then
                    cat "$folder/boot.img" >"$boot"
                    cat "$folder/core.img" >"$core"
                    exit
                fi
            done
            """;

    private final Commands commands;

    /**
     * An assembly line.
     *
     * @param commands a sandbox in which the owners, capabilities and ids of the tree are what they shall be in the image
     */
    public OfflineAssembly(Commands commands) {
        this.commands = commands;
    }

    /**
     * Makes the disk. Nothing may be mounted below the tree.
     *
     * @param disk the file to make; appears by rename when it is whole
     * @param scratch an empty folder on the file system of the disk that this process and the commands see under the same
     *     path; it needs the space of the FAT file systems, and of those that are spread over several physical volumes;
     *     absolute
     * @param timestamp the time that file systems get; without it they get the present time
     * @throws ProblemException if the content does not fit or cannot be in its file system
     */
    public void assemble(Layout layout, Path tree, Path disk, Path scratch, Optional<Instant> timestamp)
            throws IOException, InterruptedException {
        MountPoints.make(commands, tree, layout.plan());
        Path unfinished = scratch.resolve("disk.raw");
        Files.deleteIfExists(unfinished);
        try (DiskFile file = DiskFile.create(unfinished, layout.size())) {
            PartitionTables.write(file, layout);
            VolumeGroups.write(file, layout, timestamp.orElseGet(Instant::now));
        }
        var place = new Workplace(commands, tree, scratch, layout.plan().mountPoints(), timestamp);
        for (Layout.Volume volume : layout.volumes()) {
            fill(place, layout, volume, unfinished);
        }
        makeBootable(place, layout, unfinished);
        Files.move(unfinished, disk, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void fill(Workplace place, Layout layout, Layout.Volume volume, Path disk)
            throws IOException, InterruptedException {
        if (volume.pieces().size() > 1) {
            fillInPieces(place, layout, volume, disk);
            return;
        }
        if (volume.fileSystem().type().isExt()) {
            new ExtFileSystem(place).make(disk, volume);
            return;
        }
        if (volume.fileSystem().type().isMounted()) {
            new MountedFileSystem(place).make(disk, volume);
            return;
        }
        try (DiskFile file = DiskFile.open(disk)) {
            if (volume.fileSystem().type().isFat()) {
                new FatFileSystem(place, layout).make(file, volume);
            } else {
                SwapSpace.write(file, volume);
            }
        }
    }

    /** Makes a file system that is in several places in one, and takes it apart. */
    private static void fillInPieces(Workplace place, Layout layout, Layout.Volume volume, Path disk)
            throws IOException, InterruptedException {
        Path whole = place.scratch().resolve(volume.fileSystem().name() + ".whole");
        Files.deleteIfExists(whole);
        DiskFile.create(whole, volume.bytes()).close();
        fill(place, layout, new Layout.Volume(volume.fileSystem(), new Extent(0, volume.bytes())), whole);
        try (DiskFile file = DiskFile.open(disk)) {
            long from = 0;
            for (Extent piece : volume.pieces()) {
                file.copy(whole, new Extent(from, piece.bytes()), piece.offset());
                from += piece.bytes();
            }
        }
        Files.delete(whole);
    }

    private void makeBootable(Workplace place, Layout layout, Path disk) throws IOException, InterruptedException {
        Optional<Extent> core = GrubBios.place(layout);
        if (core.isEmpty()) {
            return;
        }
        Path boot = place.scratch().resolve("boot.img");
        Path image = place.scratch().resolve("core.img");
        List<String> line = new ArrayList<>(List.of("sh", "-c", COPY_GRUB, "sh"));
        line.addAll(List.of(boot.toString(), image.toString()));
        GRUB.forEach(folder -> line.add(place.tree().resolve(folder).toString()));
        commands.check(Command.of(line));
        if (Files.exists(boot) && Files.exists(image)) {
            try (DiskFile file = DiskFile.open(disk)) {
                GrubBios.embed(file, core.get(), Files.readAllBytes(boot), Files.readAllBytes(image));
            }
            Files.delete(boot);
            Files.delete(image);
        }
    }
}
