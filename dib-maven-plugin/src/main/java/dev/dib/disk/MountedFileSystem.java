// SPDX-License-Identifier: Apache-2.0
package dev.dib.disk;

import dev.dib.disk.config.FileSystemType;
import dev.dib.problem.Problem;
import dev.dib.problem.ProblemException;
import dev.dib.sandbox.Command;
import dev.dib.sandbox.CommandFailedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes an xfs or btrfs file system: empty in a file of its own, copied to its place, and then filled through a mount of that
 * place by a loop device. The tools of these file systems can take content along too, but {@code mkfs.xfs -p} loses links,
 * times and extended attributes. It takes root, since no kernel lets an ordinary user mount a block device; partitions are
 * not needed. Two equal builds do not give equal bytes: allocation and times are the kernel's.
 */
final class MountedFileSystem {

    private final Workplace place;

    MountedFileSystem(Workplace place) {
        this.place = place;
    }

    void make(Path disk, Layout.Volume volume) throws IOException, InterruptedException {
        Path empty = place.scratch().resolve(volume.fileSystem().name() + ".empty");
        Files.deleteIfExists(empty);
        DiskFile.create(empty, volume.bytes()).close();
        format(empty, volume);
        try (DiskFile file = DiskFile.open(disk)) {
            file.copy(empty, volume.extent().offset());
        }
        Files.delete(empty);
        if (volume.fileSystem().mountPoint().isPresent()) {
            fill(disk, volume, volume.fileSystem().mountPoint().get());
        }
    }

    private void format(Path file, Layout.Volume volume) throws IOException, InterruptedException {
        FileSystemPlan fs = volume.fileSystem();
        List<String> line = new ArrayList<>();
        if (fs.type() == FileSystemType.XFS) {
            line.addAll(List.of("mkfs.xfs", "-q", "-f", "-L", fs.label(), "-m", "uuid=" + fs.uuid()));
        } else {
            line.addAll(List.of("mkfs.btrfs", "-q", "-f", "-L", fs.label(), "-U", fs.uuid()));
        }
        line.addAll(fs.options());
        line.add(file.toString());
        place.commands().check(Command.of(line));
    }

    private void fill(Path disk, Layout.Volume volume, String mountPoint) throws IOException, InterruptedException {
        Path content = MountPoints.in(place.tree(), mountPoint);
        List<String> line = new ArrayList<>(List.of("sh", "-c", script(), "fill-file-system.sh", disk.toString()));
        line.add(Long.toString(volume.extent().offset()));
        line.add(Long.toString(volume.bytes()));
        line.add(volume.fileSystem().type().word());
        // a copy of the same image may be mounted on this host
        line.add(volume.fileSystem().type() == FileSystemType.XFS ? ",nouuid" : "");
        line.add(content.toString());
        line.add(place.scratch().resolve("mounted").toString());
        MountPoints.below(mountPoint, place.mountPoints())
                .forEach(below -> line.add(
                        content.relativize(MountPoints.in(place.tree(), below)).toString()));
        try {
            place.commands().check(Command.of(line));
        } catch (CommandFailedException e) {
            throw explained(e, volume, mountPoint);
        }
    }

    private static IOException explained(CommandFailedException e, Layout.Volume volume, String mountPoint) {
        if (e.outcome().tail().stream().noneMatch(text -> text.contains("No space left"))) {
            return e;
        }
        throw new ProblemException(
                new Problem(
                        "image size",
                        "the content of '" + mountPoint + "' does not fit into " + (volume.bytes() >> 20) + " MiB",
                        "set a larger image size, or a larger size of its partition"),
                e);
    }

    private static String script() throws IOException {
        try (InputStream stream = MountedFileSystem.class.getResourceAsStream("fill-file-system.sh")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
