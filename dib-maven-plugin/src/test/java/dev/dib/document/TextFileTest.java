// SPDX-License-Identifier: Apache-2.0
package dev.dib.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dib.problem.ProblemException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextFileTest {

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("file");
    }

    @Test
    void linesKnowTheirNumberAndLoseTheirEnd() throws IOException {
        Files.writeString(file, "one\r\n\n  two  \n\tthree");
        assertThat(TextFile.lines(file)).extracting(TextFile.Line::text).containsExactly("one", "", "two", "three");
        assertThat(TextFile.lines(file).get(3).at()).hasToString(file + ":4");
    }

    @Test
    void wrongBytesAreNamedWithTheirLine() throws IOException {
        Files.write(file, "a: b\nc: é\n".getBytes(StandardCharsets.ISO_8859_1));
        assertProblem(file + ":2: is not UTF-8. To fix: save it as UTF-8");
        // what Windows calls Unicode
        Files.write(file, "\uFEFFa: b\n".getBytes(StandardCharsets.UTF_16LE));
        assertProblem(file + ":1: is not UTF-8. To fix: save it as UTF-8");
        // the last character is cut off
        Files.write(file, new byte[] {'a', '\n', (byte) 0xc3});
        assertProblem(file + ":2: is not UTF-8. To fix: save it as UTF-8");
    }

    @Test
    void aByteOrderMarkWouldBeAPartOfTheFirstLine() throws IOException {
        Files.writeString(file, "\uFEFFbase\n");
        assertThatThrownBy(() -> TextFile.lines(file))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining(file + ":1: begins with a byte order mark");
    }

    @Test
    void controlCharactersAreNoText() throws IOException {
        Files.writeString(file, "base\nb\0se\n");
        assertThatThrownBy(() -> TextFile.lines(file))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining(file + ":2: has a control character");
    }

    @Test
    void aHugeFileIsNotEvenRead() throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[1]), 1L << 33);
        }
        assertProblem(file + ": is larger than 4 MiB");
    }

    @Test
    void onlyAFileIsAFile() throws Exception {
        assertThat(TextFile.exists(file)).isFalse();
        Files.createDirectory(file);
        assertNoFile("is a folder where a file is wanted");
        Files.delete(file);
        Files.createSymbolicLink(file, Path.of("nowhere"));
        assertNoFile("is a link to nothing where a file is wanted");
        Files.delete(file);
        Files.createSymbolicLink(file, file);
        assertNoFile("is a link to nothing where a file is wanted");
        Files.delete(file);
        assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor())
                .isZero();
        assertNoFile("is a device, a pipe or a socket where a file is wanted");
        Files.delete(file);
        Files.createSymbolicLink(file, Files.writeString(directory.resolve("other"), "text"));
        assertThat(TextFile.exists(file)).isTrue();
    }

    private void assertNoFile(String message) {
        assertThatThrownBy(() -> TextFile.exists(file))
                .isInstanceOf(ProblemException.class)
                .hasMessageStartingWith(file + ": " + message);
    }

    private void assertProblem(String message) {
        assertThatThrownBy(() -> TextFile.read(file))
                .isInstanceOf(ProblemException.class)
                .hasMessage(message);
    }
}
