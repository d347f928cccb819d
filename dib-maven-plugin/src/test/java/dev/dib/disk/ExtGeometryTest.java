// SPDX-License-Identifier: Apache-2.0
package dev.dib.disk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dib.disk.config.FileSystemType;
import dev.dib.sandbox.Command;
import dev.dib.sandbox.HostCommands;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExtGeometryTest {

    private static final long MIB = 1L << 20;

    private static final HostCommands HOST = new HostCommands();

    @TempDir
    Path folder;

    /** The computed need is enough for mke2fs, for trees of few large and of many small files. */
    @RepeatedTest(8)
    void whatIsComputedIsEnough(RepetitionInfo repetition) throws Exception {
        var random = new Random(repetition.getCurrentRepetition());
        Path tree = Files.createDirectory(folder.resolve("tree"));
        grow(tree, random);
        DiskPlan plan =
                DiskPlan.withoutTable(DiskOptions.defaults().withJournalMiB(4 + random.nextInt(30)), Disks.SEED);
        var usage = TreeUsage.measure(HOST, tree, plan.mountPoints());
        Layout layout = Layout.of(plan, new ImageSize.Extra(0), usage);

        Path scratch = Files.createDirectory(folder.resolve("scratch"));
        Path disk = folder.resolve("disk.raw");
        new OfflineAssembly(HOST).assemble(layout, tree, disk, scratch, Optional.of(Instant.EPOCH));
        HOST.check(Command.of("e2fsck", "-fn", disk.toString()));
    }

    /** The estimate of the room may be low, but by little: the free blocks of an empty file system tell. */
    @ParameterizedTest
    @CsvSource({"EXT4, 64", "EXT4, 300", "EXT4, 1000", "EXT4, 5000", "EXT4, 40000", "EXT2, 200", "EXT3, 3000"})
    void estimatesTheRoom(FileSystemType type, long size) throws Exception {
        var fs = new FileSystemPlan(
                "x",
                type,
                "x",
                Disks.SEED.toString(),
                Disks.SEED,
                List.of("-i", "4096"),
                Optional.empty(),
                Optional.empty());
        long bytes = size * MIB;
        Path disk = folder.resolve("disk.raw");
        DiskFile.create(disk, bytes).close();
        Path scratch = Files.createDirectory(folder.resolve("scratch"));
        var place = new Workplace(HOST, folder, scratch, List.of(), Optional.empty());
        new ExtFileSystem(place).make(disk, new Layout.Volume(fs, new Extent(0, bytes)));
        Map<String, Long> counts = new java.util.HashMap<>();
        for (String line : HOST.lines(Command.of("dumpe2fs", "-h", disk.toString()))) {
            if (line.matches("(Free blocks|Inode count):.*")) {
                counts.put(line.substring(0, line.indexOf(':')), Long.valueOf(line.replaceAll("\\D", "")));
            }
        }
        var geometry = ExtGeometry.of(fs);
        long free = counts.get("Free blocks") * 4096;
        assertThat(geometry.room(bytes)).isBetween(free - bytes / 100 - 2 * MIB, free);
        assertThat(geometry.inodes(bytes)).isLessThanOrEqualTo(counts.get("Inode count"));
    }

    @Test
    void followsTheWordsOfThePerson() {
        var fs = new FileSystemPlan(
                "x",
                FileSystemType.EXT4,
                "x",
                Disks.SEED.toString(),
                Disks.SEED,
                List.of("-i", "65536", "-I", "512", "-J", "size=32"),
                Optional.empty(),
                Optional.empty());
        assertThat(ExtGeometry.of(fs).words(MIB)).containsExactly("-b", "4096", "-I", "512", "-i", "65536");
        assertThat(ExtGeometry.of(fs).journal(MIB)).isEqualTo(32);
        assertThat(ExtGeometry.of(fs).inodes(640 * MIB)).isEqualTo(10240);
    }

    private static void grow(Path tree, Random random) throws Exception {
        int files = random.nextInt(6000);
        int largest = random.nextBoolean() ? 2000 : 60_000;
        Path folder = tree;
        for (int i = 0; i < files; i++) {
            if (random.nextInt(40) == 0) {
                folder = Files.createDirectory(tree.resolve("folder " + i));
            }
            Path file = folder.resolve("n".repeat(1 + random.nextInt(50)) + i);
            if (random.nextInt(10) == 0) {
                Files.createSymbolicLink(file, Path.of("t".repeat(1 + random.nextInt(90))));
            } else {
                byte[] bytes = new byte[random.nextInt(largest)];
                random.nextBytes(bytes);
                Files.write(file, bytes);
            }
        }
        try (var sparse = new RandomAccessFile(tree.resolve("sparse").toFile(), "rw")) {
            sparse.setLength(500 * MIB);
            for (int i = 0; i < 200; i++) {
                sparse.seek(random.nextInt((int) (500 * MIB)));
                sparse.write(1);
            }
        }
    }
}
