// SPDX-License-Identifier: Apache-2.0
package dev.dib.format.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dib.sandbox.Command;
import dev.dib.sandbox.HostCommands;
import java.io.ByteArrayOutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TarReaderTest {

    private static final HostCommands HOST = new HostCommands();

    @TempDir
    Path folder;

    /** Whatever a header can say comes back as it was, and GNU tar lists as many members. */
    @RepeatedTest(20)
    void readsWhatIsWritten(RepetitionInfo repetition) throws Exception {
        var random = new Random(repetition.getCurrentRepetition());
        List<TarMember> written = new ArrayList<>();
        var bytes = new ByteArrayOutputStream();
        var writer = new TarWriter(bytes);
        for (int i = 0; i < 30; i++) {
            TarMember member = member(random, i);
            byte[] content = new byte[(int) member.size()];
            random.nextBytes(content);
            writer.header(member);
            bytes.writeBytes(content);
            writer.pad(member.size());
            written.add(member);
        }
        writer.finish();
        Path file = Files.write(folder.resolve("some.tar"), bytes.toByteArray());
        try (var archive = FileChannel.open(file, StandardOpenOption.READ)) {
            List<TarMember> read = TarReader.list(archive);
            assertThat(read).usingRecursiveComparison().ignoringFields("offset").isEqualTo(written);
            for (int i = 0; i < read.size(); i++) {
                var content = new ByteArrayOutputStream();
                new TarContent(archive, read.get(i)).copyTo(content);
                assertThat(content.size()).isEqualTo((int) written.get(i).size());
            }
        }
        assertThat(HOST.lines(Command.of("tar", "--list", "--quoting-style=escape", "--file=" + file)))
                .hasSize(written.size());
    }

    private static TarMember member(Random random, int number) {
        char type = "01256".charAt(random.nextInt(5));
        boolean isLink = type == '1' || type == '2';
        return new TarMember(
                number + name(random),
                type,
                isLink ? name(random) : "",
                random.nextInt(010000),
                random.nextBoolean() ? random.nextInt(100) : random.nextInt(Integer.MAX_VALUE),
                random.nextInt(3_000_000),
                random.nextInt(Integer.MAX_VALUE),
                type == '0' ? random.nextInt(3000) : 0,
                0,
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

    @Test
    void refusesADamagedArchive() throws Exception {
        var bytes = new ByteArrayOutputStream();
        var writer = new TarWriter(bytes);
        writer.file("file", new byte[1000], 0);
        byte[] cut = java.util.Arrays.copyOf(bytes.toByteArray(), 1200);
        Path file = Files.write(folder.resolve("cut.tar"), cut);
        try (var archive = FileChannel.open(file, StandardOpenOption.READ)) {
            assertThatThrownBy(() -> TarReader.list(archive)).hasMessageContaining("ends at byte");
        }
        byte[] wrong = bytes.toByteArray();
        wrong[124] = 'x';
        Files.write(file, wrong);
        try (var archive = FileChannel.open(file, StandardOpenOption.READ)) {
            assertThatThrownBy(() -> TarReader.list(archive)).hasMessageContaining("no number");
        }
    }

    @Test
    void writesMembersOfMoreThanEightGibibytes() {
        byte[] block = TarWriter.block("large", '0', "", 0644, 0, 0, 0, 9L << 30, 0, 0);
        assertThat(block[124]).isEqualTo((byte) 0x80);
        assertThat(java.nio.ByteBuffer.wrap(block).getLong(128)).isEqualTo(9L << 30);
    }
}
