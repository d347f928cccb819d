// SPDX-License-Identifier: Apache-2.0
package dev.dib.disk;

import dev.dib.problem.Problem;
import dev.dib.problem.ProblemException;
import dev.dib.sandbox.Command;
import dev.dib.sandbox.CommandFailedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes an ext2, ext3 or ext4 file system with its content in one pass, at its place in the disk file. */
final class ExtFileSystem {

    /** Runs mke2fs while empty folders cover the mount points below: it copies what it sees. */
    private static final String COVERED = """
            set -eu
            while [ "$1" != -- ]; do
                mkdir -p "$2"
                chown --reference="$1" "$2"
                chmod --reference="$1" "$2"
                touch --reference="$1" "$2"
                mount --bind "$2" "$1"
                shift 2
            done
            shift
            exec "$@"
            """;

    private final Workplace place;

    ExtFileSystem(Workplace place) {
        this.place = place;
    }

    /** Makes it; nothing else may have the disk open for writing meanwhile. */
    void make(Path disk, Layout.Volume volume) throws IOException, InterruptedException {
        FileSystemPlan fs = volume.fileSystem();
        String mountPoint = fs.mountPoint().orElse("");
        Path content = mountPoint.isEmpty() ? emptyFolder() : MountPoints.in(place.tree(), mountPoint);
        String[] owner = place.commands()
                .lines(Command.of("stat", "--format=%u:%g %a", content.toString()))
                .get(0)
                .split(" ", -1);
        List<String> line = line(disk, volume, content, owner[0]);
        List<String> covers = covers(mountPoint);
        if (!covers.isEmpty()) {
            List<String> covered = new ArrayList<>(
                    List.of("unshare", "--mount", "--propagation", "private", "sh", "-c", COVERED, "sh"));
            covered.addAll(covers);
            covered.add("--");
            covered.addAll(line);
            line = covered;
        }
        try {
            place.commands().check(Command.of(line).with(environment()));
        } catch (CommandFailedException e) {
            throw explained(e, volume);
        }
        try (DiskFile file = DiskFile.open(disk)) {
            new ExtInodes(file, volume.extent().offset()).mend(Integer.parseInt(owner[1], 8), place.timestamp());
        }
    }

    private List<String> line(Path disk, Layout.Volume volume, Path content, String owner) {
        FileSystemPlan fs = volume.fileSystem();
        var words = MkfsWords.of(fs.options());
        var geometry = ExtGeometry.of(fs);
        long bytes = volume.bytes();
        List<String> line =
                new ArrayList<>(List.of("mke2fs", "-q", "-F", "-t", fs.type().word()));
        line.addAll(List.of("-L", fs.label(), "-U", fs.uuid()));
        line.addAll(geometry.words(bytes));
        long journal = geometry.journal(bytes);
        if (journal > 0) {
            line.addAll(List.of("-J", words.values().getOrDefault("J", "size=" + journal)));
        }
        line.addAll(words.others());
        // the file has holes only: nothing in it has to be overwritten, "discard" tells mke2fs that zeros are there
        List<String> extended = new ArrayList<>(List.of(
                "offset=" + volume.extent().offset(),
                "discard",
                "lazy_journal_init=1",
                "hash_seed=" + fs.hashSeed(),
                "root_owner=" + owner));
        extended.addAll(words.extended());
        line.addAll(List.of("-E", String.join(",", extended), "-d", content.toString(), disk.toString()));
        line.add(Long.toString(bytes / geometry.block()));
        return line;
    }

    private List<String> covers(String mountPoint) {
        List<String> covers = new ArrayList<>();
        if (!mountPoint.isEmpty()) {
            for (String below : MountPoints.below(mountPoint, place.mountPoints())) {
                covers.add(MountPoints.in(place.tree(), below).toString());
                covers.add(place.scratch().resolve("cover-" + covers.size() / 2).toString());
            }
        }
        return covers;
    }

    private Map<String, String> environment() throws IOException {
        Path configuration = place.scratch().resolve("mke2fs.conf");
        try (InputStream stream = ExtFileSystem.class.getResourceAsStream("mke2fs.conf")) {
            Files.copy(stream, configuration, StandardCopyOption.REPLACE_EXISTING);
        }
        var environment = new TreeMap<>(Map.of("MKE2FS_CONFIG", configuration.toString()));
        place.timestamp()
                .ifPresent(time -> environment.put("E2FSPROGS_FAKE_TIME", Long.toString(time.getEpochSecond())));
        return environment;
    }

    private Path emptyFolder() throws IOException, InterruptedException {
        Path folder = place.scratch().resolve("empty");
        place.commands().check(Command.of("mkdir", "-p", folder.toString()));
        return folder;
    }

    private static IOException explained(CommandFailedException e, Layout.Volume volume) {
        if (e.outcome().tail().stream().noneMatch(text -> text.contains("Could not allocate"))) {
            return e;
        }
        String where =
                volume.fileSystem().mountPoint().orElse(volume.fileSystem().name());
        throw new ProblemException(
                new Problem(
                        "image size",
                        "the content of '" + where + "' does not fit into " + (volume.bytes() >> 20) + " MiB",
                        "set a larger image size, or a larger size of its partition"),
                e);
    }
}
