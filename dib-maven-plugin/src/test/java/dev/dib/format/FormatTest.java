// SPDX-License-Identifier: Apache-2.0
package dev.dib.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dib.sandbox.Command;
import dev.dib.sandbox.HostCommands;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormatTest {

    private static final HostCommands HOST = new HostCommands();

    @TempDir
    Path folder;

    @Test
    void isFoundByItsWord() {
        assertThat(Format.of("qcow2")).contains(Format.QCOW2);
        assertThat(Format.of("tar").orElseThrow().fromTree()).isTrue();
        assertThat(Format.of("RAW")).isEmpty();
        assertThat(Format.names()).containsExactly("qcow2", "raw", "tar");
    }

    @Test
    void writesChecksumsThatOthersCheck() throws Exception {
        Path file = Files.writeString(folder.resolve("an image.raw"), "abc");
        String sum = Checksums.sha256(file);
        // FIPS 180-2, appendix B.1
        assertThat(sum).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        Path beside = Checksums.writeFile(file, sum);
        assertThat(beside).hasFileName("an image.raw.sha256");
        HOST.check(Command.of("sha256sum", "--check", "--strict", beside.toString())
                .in(folder));
    }

    @RepeatedTest(5)
    void copiesKeepHoles(RepetitionInfo repetition) throws Exception {
        var random = new Random(repetition.getCurrentRepetition());
        Path disk = folder.resolve("disk.raw");
        try (var file = new RandomAccessFile(disk.toFile(), "rw")) {
            file.setLength(1 + random.nextInt(50_000_000));
            for (int i = 0; i < 20; i++) {
                file.seek(random.nextInt((int) file.length()));
                file.write(1 + random.nextInt(100));
            }
        }
        Path copy = folder.resolve("copy.raw");
        SparseCopy.copyBytes(disk, copy);
        assertThat(Files.mismatch(disk, copy)).isEqualTo(-1);
        assertThat(Long.parseLong(HOST.lines(Command.of("stat", "--format=%b", copy.toString()))
                        .get(0)))
                .isLessThanOrEqualTo(22 * 8);
    }
}
