// SPDX-License-Identifier: Apache-2.0
package dev.dib.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dib.problem.ProblemException;
import dev.dib.sandbox.Command;
import dev.dib.sandbox.HostCommands;
import dev.dib.tar.DamagedArchiveException;
import dev.dib.tar.TarWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Disks that somebody made to do harm, or that broke. */
class HostileImageTest {

    private static final int CASES = 200;

    /** The root file system of the disk starts here, its EFI system partition ends here. */
    private static final int ROOT = 4 << 20;

    /** More than all files of the disk have. */
    private static final long MOST = 32 << 20;

    private static final String MAKE = """
            cd "$1"
            mkdir -p tree/etc tree/usr/bin tree/boot/efi tree/deep/er/and/deeper esp/EFI/BOOT
            echo ID=test >tree/etc/os-release
            echo 'LABEL=ESP /boot/efi vfat defaults 0 2' >tree/etc/fstab
            echo tool >tree/usr/bin/tool
            ln tree/usr/bin/tool tree/usr/bin/other-name
            ln -s usr/bin tree/bin
            ln -s "$(printf 'long%.0s' $(seq 40))" tree/long
            truncate -s 3M tree/deep/sparse
            echo end >>tree/deep/sparse
            for i in $(seq 200); do echo $i >tree/deep/er/a-file-with-a-rather-long-name-$i; done
            echo loader >esp/EFI/BOOT/BOOTX64.EFI
            echo 'a name' >'esp/EFI/a long name of a file.txt'
            truncate -s 12M disk
            printf '%s\\n' 'label: gpt' 'start=2048, size=6144, type=uefi' 'start=8192, type=linux' | sfdisk -q disk
            mkfs.vfat -F 12 -n ESP --offset 2048 disk 3072 >vfat.log
            mcopy -i disk@@1M -s -m -Q esp/EFI ::
            mke2fs -q -t ext4 -I 256 -O inline_data -d tree -E offset=$((4 << 20)) disk 7M
            """;

    @TempDir
    static Path folder;

    private static byte[] disk;

    @BeforeAll
    static void makeDisk() throws Exception {
        new HostCommands().check(Command.of("bash", "-euc", MAKE, "make", folder.toString()));
        disk = Files.readAllBytes(folder.resolve("disk"));
    }

    /** A disk in memory. */
    private static final class Memory implements Blocks {

        private final byte[] bytes;

        Memory(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public long size() {
            return bytes.length;
        }

        @Override
        public ByteBuffer read(long offset, int length) throws IOException {
            if (offset < 0 || length < 0 || offset > bytes.length - length) {
                throw new DamagedImageException("it refers to byte " + offset);
            }
            return ByteBuffer.wrap(bytes, (int) offset, length).slice().order(ByteOrder.LITTLE_ENDIAN);
        }
    }

    /** Counts what is written, and gives up when a file does not end: a real disk would be full. */
    private static final class Full extends OutputStream {

        private long count;

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            count += length;
            if (count > MOST) {
                throw new FullException();
            }
        }
    }

    private static final class FullException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    private static long read(byte[] bytes) throws IOException {
        var out = new Full();
        RootTree.of(Volume.of(new Memory(bytes)), OptionalInt.empty()).writeTo(new TarWriter(out));
        return out.count;
    }

    @Test
    void readsTheDiskAsItWasMade() throws Exception {
        assertThat(read(disk)).isGreaterThan(3 << 20);
    }

    /** Damage ends in an error that says so: not in another exception, a loop or memory that runs out. */
    @ParameterizedTest
    @ValueSource(strings = {"table", "vfat", "ext4"})
    @Timeout(120)
    void damageIsToldAsSuch(String part) {
        int start = part.equals("table") ? 0 : part.equals("vfat") ? 1 << 20 : ROOT;
        int end = part.equals("table") ? 4096 : part.equals("vfat") ? ROOT : disk.length;
        for (int seed = 0; seed < CASES; seed++) {
            byte[] damaged = damaged(new Random(seed), start, end);
            long begin = System.nanoTime();
            try {
                read(damaged);
            } catch (DamagedImageException
                    | DamagedArchiveException
                    | ProblemException
                    | JournalException
                    | FullException expected) {
                assertThat(expected).as("seed %d", seed).hasMessageNotContaining("Exception");
            } catch (IOException | RuntimeException | StackOverflowError | OutOfMemoryError e) {
                throw new AssertionError(part + ", seed " + seed + ": " + e, e);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .as("time for %s, seed %d", part, seed)
                    .isLessThan(Duration.ofSeconds(20));
        }
    }

    @ParameterizedTest
    @Timeout(60)
    @CsvSource({
        "sif /deep/er size 1099511627776, a folder of 1099511627776 bytes",
        "sif /etc size 2, a damaged folder",
        "sif /etc size 500, less content than it claims",
        "sif /long size 5000, a symbolic link of 5000 bytes",
        "sif /usr/bin/tool size 200, less content than it claims"
    })
    void sizesThatCannotBeAreRefused(String change, String message) throws Exception {
        Path file = Files.write(folder.resolve("changed"), disk);
        new HostCommands().check(Command.of("debugfs", "-w", "-R", change, file + "?offset=" + ROOT));
        assertThatThrownBy(() -> read(Files.readAllBytes(file)))
                .isInstanceOf(DamagedImageException.class)
                .hasMessageContaining(message);
    }

    /** A few bytes in places that hold something: structures, more often than content. */
    private static byte[] damaged(Random random, int start, int end) {
        byte[] bytes = disk.clone();
        int changes = 1 + random.nextInt(6);
        for (int done = 0; done < changes; ) {
            int at = start + random.nextInt(end - start);
            if (bytes[at] != 0) {
                bytes[at] = switch (random.nextInt(3)) {
                    case 0 -> (byte) 0xff;
                    case 1 -> 0;
                    default -> (byte) random.nextInt(256);
                };
                done++;
            }
        }
        return bytes;
    }

    /** Each level doubles what there is to walk: no time is enough for sixty. */
    @Test
    @Timeout(30)
    void foldersWithSeveralNamesAreRefused() {
        Inode root = folder(2);
        FileSystem system = new FileSystem() {
            @Override
            public Inode root() {
                return root;
            }

            @Override
            public SortedMap<String, Inode> list(Inode inode) {
                Inode below = folder(inode.number() + 1);
                return new TreeMap<>(inode.number() < 60 ? Map.of("a", below, "b", below) : Map.<String, Inode>of());
            }

            @Override
            public InputStream open(Inode file) {
                return InputStream.nullInputStream();
            }

            @Override
            public String target(Inode link) {
                return "";
            }

            @Override
            public Map<String, byte[]> attributes(Inode file) {
                return Map.of();
            }
        };
        assertThatThrownBy(() -> new MountedTree(Map.of("", system)).writeTo(new TarWriter(new Full())))
                .isInstanceOf(DamagedImageException.class)
                .hasMessageContaining("two names");
    }

    private static Inode folder(long number) {
        return new Inode(number, 0040755, 0, 0, 0, Instant.EPOCH, 2);
    }
}
