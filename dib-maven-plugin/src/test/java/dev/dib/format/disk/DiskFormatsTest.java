// SPDX-License-Identifier: Apache-2.0
package dev.dib.format.disk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dib.format.Choice;
import dev.dib.format.Format;
import dev.dib.format.compress.Codec;
import dev.dib.format.compress.Compression;
import dev.dib.sandbox.Command;
import dev.dib.sandbox.HostCommands;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of every format of disks holds the bytes of the disk, as QEMU's own tool reads it. */
class DiskFormatsTest {

    private static final HostCommands HOST = new HostCommands();

    @TempDir
    Path folder;

    /**
     * A kind of image.
     *
     * @param driver what QEMU calls it
     * @param checked whether qemu-img can check it
     */
    record Kind(Format format, Compression compression, Map<String, String> options, String driver, boolean checked) {

        Choice choice() {
            return Choice.of(compression).with(options);
        }

        @Override
        public String toString() {
            return driver + " " + compression.codec().word() + " " + options;
        }
    }

    static Stream<Kind> kinds() {
        Compression none = Compression.NONE;
        Compression zlib = Compression.of(Codec.ZLIB, 9);
        var qcow2 = new Qcow2Format();
        return Stream.of(
                new Kind(qcow2, Compression.of(Codec.ZLIB), Map.of(), "qcow2", true),
                new Kind(qcow2, Compression.of(Codec.ZSTD), Map.of(), "qcow2", true),
                new Kind(qcow2, Compression.of(Codec.ZSTD, 19), Map.of("compression_type", "zstd"), "qcow2", true),
                new Kind(qcow2, none, Map.of("compat", "1.1"), "qcow2", true),
                new Kind(qcow2, zlib, Map.of("compat", "0.10"), "qcow2", true),
                new Kind(qcow2, Compression.of(Codec.ZLIB), Map.of("cluster_size", "128k"), "qcow2", true),
                new Kind(qcow2, Compression.of(Codec.ZSTD), Map.of("refcount_bits", "1"), "qcow2", true),
                new Kind(new VhdFormat(), none, Map.of(), "vpc", false),
                new Kind(new VhdFormat(), none, Map.of("subformat", "fixed"), "vpc", false),
                new Kind(new VhdxFormat(), none, Map.of(), "vhdx", true),
                new Kind(new VhdxFormat(), none, Map.of("subformat", "fixed", "block_size", "8M"), "vhdx", true),
                new Kind(new VmdkFormat(), none, Map.of(), "vmdk", true),
                new Kind(new VmdkFormat(), none, Map.of("adapter_type", "lsilogic", "hwversion", "14"), "vmdk", true),
                new Kind(new VmdkFormat(), zlib, Map.of("subformat", "streamOptimized"), "vmdk", true),
                new Kind(new VdiFormat(), none, Map.of(), "vdi", true),
                new Kind(new VdiFormat(), none, Map.of("static", "on"), "vdi", true));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void holdsTheBytesOfTheDisk(Kind kind) throws Exception {
        for (int seed = 1; seed <= 2; seed++) {
            Path disk = folder.resolve(seed + ".raw");
            var random = new Random(seed);
            Disks.fill(disk, random, 512L * (1 + random.nextInt(50_000)));
            Path image = folder.resolve(seed + "." + kind.driver());
            Disks.write(kind.format(), kind.choice(), disk, image, 1);
            verify(kind, disk, image);
            Path again = folder.resolve("again");
            Disks.write(kind.format(), kind.choice(), disk, again, 3);
            // the descriptor of a VMDK names its file
            if (!(kind.format() instanceof VmdkFormat)) {
                assertThat(Files.mismatch(image, again))
                        .as("first byte that differs in a second image")
                        .isEqualTo(-1);
            }
            Files.delete(again);
        }
    }

    static Stream<Kind> sparseKinds() {
        return kinds().filter(kind -> !(kind.format() instanceof Qcow2Format)) // see its own test
                .filter(kind -> kind.options().isEmpty() || kind.options().containsValue("streamOptimized"));
    }

    /** More than one grain table of VMDK, and than one chunk of VHDX has, with little in it. */
    @ParameterizedTest
    @MethodSource("sparseKinds")
    void holdsALargeDisk(Kind kind) throws Exception {
        Path disk = folder.resolve("large.raw");
        try (var file = new RandomAccessFile(disk.toFile(), "rw")) {
            file.setLength(5L << 30);
            for (long at : new long[] {0, (32L << 20) - 1, 2L << 30, (4L << 30) + 5, (5L << 30) - 1}) {
                file.seek(at);
                file.write(1);
            }
        }
        Path image = folder.resolve("large." + kind.driver());
        Disks.write(kind.format(), kind.choice(), disk, image, 2);
        verify(kind, disk, image);
        long stored = Long.parseLong(HOST.lines(Command.of("stat", "--format=%b", image.toString()))
                        .get(0))
                * 512;
        assertThat(stored).as("bytes on the disk").isLessThan(20 << 20);
    }

    private static void verify(Kind kind, Path disk, Path image) throws Exception {
        List<String> line =
                List.of("qemu-img", "compare", "-f", "raw", "-F", kind.driver(), disk.toString(), image.toString());
        HOST.check(Command.of(line));
        List<String> info = HOST.lines(Command.of("qemu-img", "info", "-f", kind.driver(), image.toString()));
        String size = "(" + Files.size(disk) + " bytes)";
        assertThat(info).anyMatch(text -> text.contains(size));
        if (kind.checked()) {
            assertThat(HOST.lines(Command.of("qemu-img", "check", "-f", kind.driver(), image.toString())))
                    .contains("No errors were found on the image.")
                    .noneMatch(text -> text.contains("eaked"));
        }
    }

    @Test
    void aVmdkIsTheSameTwice() throws Exception {
        Path disk = folder.resolve("disk.raw");
        Disks.fill(disk, new Random(7), 30 << 20);
        for (String subformat : List.of("monolithicSparse", "streamOptimized")) {
            Choice choice = Choice.of(Compression.of(Codec.ZLIB)).with(Map.of("subformat", subformat));
            Path one = Files.createDirectories(folder.resolve(subformat + "1")).resolve("disk.vmdk");
            Path other =
                    Files.createDirectories(folder.resolve(subformat + "2")).resolve("disk.vmdk");
            Disks.write(new VmdkFormat(), choice, disk, one, 1);
            Disks.write(new VmdkFormat(), choice, disk, other, 3);
            assertThat(Files.mismatch(one, other)).as(subformat).isEqualTo(-1);
        }
    }

    @Test
    void idsComeFromTheDisk() throws Exception {
        Path disk = folder.resolve("disk.raw");
        Disks.fill(disk, new Random(1), 4 << 20);
        Path one = folder.resolve("one.vdi");
        Disks.write(new VdiFormat(), Choice.of(Compression.NONE), disk, one, 1);
        try (var file = new RandomAccessFile(disk.toFile(), "rw")) {
            file.seek(440); // the signature in the master boot record
            file.write(new byte[] {1, 2, 3, 4});
        }
        Path other = folder.resolve("other.vdi");
        Disks.write(new VdiFormat(), Choice.of(Compression.NONE), disk, other, 1);
        assertThat(id(one)).isNotEqualTo(id(other));
    }

    private static byte[] id(Path vdi) throws Exception {
        try (var file = new RandomAccessFile(vdi.toFile(), "r")) {
            byte[] id = new byte[16];
            file.seek(0x188);
            file.readFully(id);
            return id;
        }
    }
}
