// SPDX-License-Identifier: Apache-2.0
package dev.dib.format.disk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dib.format.Choice;
import dev.dib.format.compress.Codec;
import dev.dib.format.compress.Compression;
import dev.dib.sandbox.Command;
import dev.dib.sandbox.HostCommands;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images are checked by QEMU's own tool. */
class Qcow2FormatTest {

    private static final HostCommands HOST = new HostCommands();

    @TempDir
    Path folder;

    @RepeatedTest(10)
    void holdsTheBytesOfTheDisk(RepetitionInfo repetition) throws Exception {
        var random = new Random(repetition.getCurrentRepetition());
        Path disk = folder.resolve("disk.raw");
        Disks.fill(disk, random, 512L * (1 + random.nextInt(60_000)));
        Path image = folder.resolve("disk.qcow2");

        write(disk, image);

        verify(disk, image);
        Path again = folder.resolve("again.qcow2");
        write(disk, again);
        assertThat(Files.mismatch(image, again))
                .as("first byte that differs in a second image")
                .isEqualTo(-1);
    }

    @Test
    void holdsAFileSystem() throws Exception {
        Path disk = folder.resolve("disk.raw");
        Path content = Path.of("/usr/share/zoneinfo");
        HOST.check(Command.of("truncate", "--size=300M", disk.toString()));
        HOST.check(Command.of("mke2fs", "-q", "-t", "ext4", "-d", content.toString(), disk.toString()));
        Path image = folder.resolve("disk.qcow2");

        write(disk, image);

        verify(disk, image);
        Path back = folder.resolve("back.raw");
        HOST.check(Command.of("qemu-img", "convert", "-O", "raw", image.toString(), back.toString()));
        assertThat(Files.mismatch(disk, back)).isEqualTo(-1);
        HOST.check(Command.of("e2fsck", "-fn", back.toString()));
    }

    @Test
    void leavesOutZeros() throws Exception {
        Path disk = folder.resolve("disk.raw");
        try (var file = new RandomAccessFile(disk.toFile(), "rw")) {
            file.setLength(5L << 30);
            for (long at : new long[] {0, (512L << 20) - 1, 512L << 20, 3L << 30, (5L << 30) - 1}) {
                file.seek(at);
                file.write(1);
            }
        }
        Path image = folder.resolve("disk.qcow2");
        write(disk, image);
        verify(disk, image);
        assertThat(Files.size(image)).isLessThan(2 << 20);
    }

    /** 65535 is the most that a refcount can say. */
    @Test
    void countsManyClustersInOne() throws Exception {
        Path disk = folder.resolve("disk.raw");
        try (var file = new RandomAccessFile(disk.toFile(), "rw")) {
            file.setLength(2000L << 16);
            for (int i = 0; i < 2000; i++) {
                file.seek((long) i << 16);
                file.write(1);
            }
        }
        Path image = folder.resolve("disk.qcow2");
        write(disk, image);
        verify(disk, image);
    }

    private static void verify(Path disk, Path image) throws Exception {
        List<String> check = HOST.lines(Command.of("qemu-img", "check", image.toString()));
        assertThat(check).contains("No errors were found on the image.").noneMatch(line -> line.contains("eaked"));
        HOST.check(Command.of("qemu-img", "compare", "-f", "raw", "-F", "qcow2", disk.toString(), image.toString()));
    }

    private static void write(Path disk, Path image) throws Exception {
        Disks.write(new Qcow2Format(), Choice.of(Compression.of(Codec.ZLIB)), disk, image, 2);
    }
}
