// SPDX-License-Identifier: Apache-2.0
package dev.dib.tar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dib.sandbox.Command;
import dev.dib.sandbox.HostCommands;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TarArchiveTest {

    private static final HostCommands HOST = new HostCommands();

    @TempDir
    Path folder;

    /** What was read of an archive. */
    private record Read(List<TarEntry> entries, List<byte[]> contents, boolean ended) {}

    private static Read read(byte[] archive) throws IOException {
        var reader = new TarReader(new ByteArrayInputStream(archive));
        List<TarEntry> entries = new ArrayList<>();
        List<byte[]> contents = new ArrayList<>();
        for (Optional<TarEntry> entry = reader.next(); entry.isPresent(); entry = reader.next()) {
            entries.add(entry.get());
            contents.add(reader.content().readAllBytes());
        }
        return new Read(entries, contents, reader.ended());
    }

    /** Whatever an entry can say comes back as it was, and GNU tar lists as many. */
    @RepeatedTest(20)
    void readsWhatIsWritten(RepetitionInfo repetition) throws Exception {
        var random = new Random(repetition.getCurrentRepetition());
        List<TarEntry> entries = new ArrayList<>();
        List<byte[]> contents = new ArrayList<>();
        var bytes = new ByteArrayOutputStream();
        var writer = new TarWriter(bytes);
        for (int i = 0; i < 30; i++) {
            TarEntry entry = entry(random, i);
            byte[] content = new byte[(int) entry.size()];
            random.nextBytes(content);
            writer.add(entry, new ByteArrayInputStream(content));
            entries.add(entry);
            contents.add(content);
        }
        writer.finish();

        Read read = read(bytes.toByteArray());

        assertThat(read.entries()).isEqualTo(entries);
        assertThat(read.contents()).usingRecursiveComparison().isEqualTo(contents);
        assertThat(read.ended()).isTrue();
        Path file = Files.write(folder.resolve("some.tar"), bytes.toByteArray());
        assertThat(HOST.lines(Command.of("tar", "--list", "--quoting-style=escape", "--file=" + file)))
                .hasSize(entries.size());
    }

    private static TarEntry entry(Random random, int number) {
        char type = "01256".charAt(random.nextInt(5));
        boolean isLink = type == '1' || type == '2';
        return new TarEntry(
                number + name(random),
                type,
                isLink ? name(random) : "",
                random.nextInt(010000),
                random.nextBoolean() ? random.nextInt(100) : random.nextInt(Integer.MAX_VALUE),
                random.nextInt(3_000_000),
                Instant.ofEpochSecond(random.nextInt(), random.nextBoolean() ? 0 : random.nextInt(1_000_000_000)),
                type == '0' ? random.nextInt(3000) : 0,
                0,
                0,
                random.nextBoolean() ? Map.of() : Map.of("SCHILY.xattr.user.x", "\0\n=" + name(random)));
    }

    /** Any bytes but a slash and zero, in any length that Linux has. */
    private static String name(Random random) {
        var name = new StringBuilder("n");
        int length = random.nextInt(3) == 0 ? 90 + random.nextInt(160) : random.nextInt(20);
        for (int i = 0; i < length; i++) {
            char c = (char) (1 + random.nextInt(255));
            name.append(c == '/' ? '_' : c);
        }
        return name.append('n').toString();
    }

    /** GNU tar says long names in its own way, which layers of containers have too. */
    @Test
    void readsWhatGnuTarWrites() throws Exception {
        String name = "long".repeat(60);
        Files.createDirectories(folder.resolve("in/folder"));
        Files.writeString(folder.resolve("in/" + name), "content");
        Files.createLink(folder.resolve("in/other-name"), folder.resolve("in/" + name));
        Files.createSymbolicLink(folder.resolve("in/link"), Path.of("/" + name));
        for (String format : List.of("gnu", "pax", "ustar", "oldgnu", "v7")) {
            Path file = folder.resolve(format + ".tar");
            List<String> members = format.equals("ustar") || format.equals("v7")
                    ? List.of("folder")
                    : List.of("folder", name, "other-name", "link");
            List<String> line = new ArrayList<>(
                    List.of("tar", "--create", "--format=" + format, "--file=" + file, "-C", folder + "/in"));
            line.addAll(members);
            HOST.check(Command.of(line));

            Read read = read(Files.readAllBytes(file));

            assertThat(read.entries()).as(format).extracting(TarEntry::path).isEqualTo(members);
            assertThat(read.entries().get(0).isFolder()).as(format).isTrue();
            if (members.size() > 1) {
                assertThat(new String(read.contents().get(1), StandardCharsets.UTF_8))
                        .isEqualTo("content");
                assertThat(read.entries().get(2).target()).isEqualTo(name);
                assertThat(read.entries().get(3).target()).isEqualTo("/" + name);
            }
        }
    }

    @Test
    void tellsWhereAnArchiveIsCut() throws Exception {
        byte[] archive = oneFile();
        assertThatThrownBy(() -> read(Arrays.copyOf(archive, 1200)))
                .isInstanceOf(DamagedArchiveException.class)
                .hasMessageContaining("ends in the middle of an entry");
        assertThat(read(Arrays.copyOf(archive, 1536)).ended()).isFalse();
        assertThat(read(archive).ended()).isTrue();
    }

    @Test
    void refusesAHeaderWithAWrongSum() throws Exception {
        byte[] archive = oneFile();
        archive[0]++;
        assertThatThrownBy(() -> read(archive)).hasMessageContaining("wrong sum");
    }

    @Test
    void refusesAPathThatLeadsOut() throws Exception {
        var bytes = new ByteArrayOutputStream();
        new TarWriter(bytes).add(TarEntry.file("a/../../etc/passwd", 0, Instant.EPOCH));
        assertThatThrownBy(() -> read(bytes.toByteArray())).hasMessageContaining("a/../../etc/passwd");
    }

    @Test
    void refusesContentOfAnotherLength() {
        var writer = new TarWriter(new ByteArrayOutputStream());
        assertThatThrownBy(() -> writer.add(TarEntry.file("file", 7, Instant.EPOCH)))
                .hasMessage("file has 0 bytes of content instead of 7");
    }

    /** Damage of any kind ends in the one exception, not in an endless loop, too much memory or an exception of Java's. */
    @RepeatedTest(200)
    void survivesDamage(RepetitionInfo repetition) throws Exception {
        var random = new Random(repetition.getCurrentRepetition());
        var bytes = new ByteArrayOutputStream();
        var writer = new TarWriter(bytes);
        for (int i = 0; i < 4; i++) {
            TarEntry entry = entry(random, i);
            writer.add(entry, new ByteArrayInputStream(new byte[(int) entry.size()]));
        }
        byte[] archive = bytes.toByteArray();
        int block = random.nextInt(archive.length / 512) * 512;
        for (int i = 0; i < 3; i++) {
            archive[block + random.nextInt(512)] = (byte) random.nextInt(256);
        }
        mendSum(archive, block);
        assertThatCode(() -> {
                    try {
                        read(archive);
                    } catch (DamagedArchiveException e) {
                        assertThat(e).hasMessageNotContaining("null");
                    }
                })
                .doesNotThrowAnyException();
    }

    /** So that what is behind the sum is reached. */
    private static void mendSum(byte[] archive, int block) {
        int sum = 8 * ' ';
        for (int i = 0; i < 512; i++) {
            sum += i >= 148 && i < 156 ? 0 : Byte.toUnsignedInt(archive[block + i]);
        }
        byte[] digits = "%06o\0 ".formatted(sum).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(digits, 0, archive, block + 148, 8);
    }

    @Test
    void saysTheSizeOfMoreThanEightGibibytesInTheHeader() {
        byte[] block = TarWriter.header(TarEntry.file("large", 9L << 30, Instant.EPOCH));
        assertThat(block[124]).isEqualTo((byte) 0x80);
        assertThat(ByteBuffer.wrap(block).getLong(128)).isEqualTo(9L << 30);
    }

    private static byte[] oneFile() throws IOException {
        var bytes = new ByteArrayOutputStream();
        var writer = new TarWriter(bytes);
        writer.add(TarEntry.file("file", 1000, Instant.EPOCH), new ByteArrayInputStream(new byte[1000]));
        writer.finish();
        return bytes.toByteArray();
    }
}
