// SPDX-License-Identifier: Apache-2.0
package dev.dib.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dib.sandbox.Command;
import dev.dib.sandbox.HostCommands;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChecksumTest {

    private static final HostCommands HOST = new HostCommands();

    @TempDir
    Path folder;

    @Test
    void readsAFileOnceForAll() throws Exception {
        Path file = Files.writeString(folder.resolve("an image.raw"), "abc");
        Map<Checksum, String> sums = Checksum.of(file, List.of(Checksum.MD5, Checksum.SHA256, Checksum.SHA512));
        // FIPS 180-2, appendix B.1; RFC 1321, appendix A.5
        assertThat(sums.get(Checksum.SHA256))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(sums.get(Checksum.MD5)).isEqualTo("900150983cd24fb0d6963f7d28e17f72");
        for (var sum : sums.entrySet()) {
            Path beside = sum.getKey().fileFor(file);
            Files.writeString(beside, Checksum.line(sum.getValue(), file));
            HOST.check(Command.of(sum.getKey().word() + "sum", "--check", "--strict", beside.toString())
                    .in(folder));
        }
        assertThat(folder.resolve("an image.raw.sha512")).exists();
    }

    @Test
    void readsNothingIfNoneIsWanted() throws Exception {
        assertThat(Checksum.of(folder.resolve("not there"), List.of())).isEmpty();
    }
}
