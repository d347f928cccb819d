// SPDX-License-Identifier: Apache-2.0
package dev.dib.format.disk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dib.sandbox.Command;
import dev.dib.sandbox.HostCommands;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.io.TempDir;

class SparseCopyTest {

    private static final HostCommands HOST = new HostCommands();

    @TempDir
    Path folder;

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
