// SPDX-License-Identifier: Apache-2.0
package dev.dib.disk.lvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dib.sandbox.Command;
import dev.dib.sandbox.HostCommands;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written is read by LVM itself: pvck takes files for devices and needs no device-mapper. */
class PhysicalVolumeHeadTest {

    private static final Instant TIME = Instant.ofEpochSecond(1_700_000_000);

    @TempDir
    Path folder;

    @Test
    void hasTheChecksumOfLvm() {
        byte[] digits = "123456789".getBytes(StandardCharsets.US_ASCII);
        // of an all-ones start and inverted it would be 0xcbf43926, the check value of CRC-32
        assertThat(MetadataChecksum.of(digits, 0, 9)).isEqualTo(rocksoft(digits));
        assertThat(MetadataChecksum.of(digits, 3, 3)).isEqualTo(0xf597a6cf);
    }

    /** By the other way: the bytes from the left, each with its lowest bit first. */
    private static int rocksoft(byte[] bytes) {
        int crc = Integer.reverse(0xf597a6cf);
        for (byte b : bytes) {
            crc ^= Integer.reverse(b & 0xff);
            for (int bit = 0; bit < 8; bit++) {
                crc = crc < 0 ? (crc << 1) ^ 0x04c11db7 : crc << 1;
            }
        }
        return Integer.reverse(crc);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void passesTheChecksOfPvck(int index) throws Exception {
        VolumeGroup group = Groups.two();
        Path file = write(group, index);

        List<String> lines = pvck("headers", file);
        assertThat(lines)
                .noneMatch(line -> line.contains("CHECK:"))
                .contains(
                        "label_header at 512",
                        "label_header.type LVM2 001",
                        "pv_header.device_size "
                                + group.physicalVolumes().get(index).bytes(),
                        "pv_header.disk_locn[0].offset 1048576",
                        "pv_header_extension.version 2",
                        "mda_header_1 at 4096 # metadata area",
                        "mda_header_1.size 1044480",
                        "metadata text at 4608 crc 0x" + checksum(file) + " # vgname vg seqno 1");
    }

    @Test
    void saysInItsTextWhatIsInTheGroup() throws Exception {
        String text = String.join("\n", pvck("metadata", write(Groups.two(), 1)));
        assertThat(text)
                .contains(
                        "id = \"gggggg-gggg-gggg-gggg-gggg-gggg-gggggg\"",
                        "dev_size = 133120",
                        "pe_count = 16",
                        "pe_count = 8",
                        "lv-home {",
                        "segment_count = 2",
                        "stripes = [\n\"pv1\", 3\n]",
                        "creation_host = \"localhost\"",
                        "creation_time = 1700000000");
    }

    @Test
    void holdsHundredsOfVolumes() throws Exception {
        assertThat(pvck("headers", write(Groups.many(1000), 0))).noneMatch(line -> line.contains("CHECK:"));
        assertThatThrownBy(() -> new PhysicalVolumeHead(Groups.many(2000), TIME))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("there is room for 521984");
    }

    @Test
    void pvckWouldSeeAWrongByte() throws Exception {
        Path file = write(Groups.two(), 0);
        try (var disk = new RandomAccessFile(file.toFile(), "rw")) {
            disk.seek(4700);
            disk.write('!');
        }
        assertThat(pvck("headers", file)).anyMatch(line -> line.contains("CHECK:"));
    }

    private Path write(VolumeGroup group, int index) throws Exception {
        Path file = folder.resolve("pv" + index);
        try (var disk = new RandomAccessFile(file.toFile(), "rw")) {
            disk.setLength(group.physicalVolumes().get(index).bytes());
            disk.write(new PhysicalVolumeHead(group, TIME).bytes(index));
        }
        return file;
    }

    private static String checksum(Path file) throws Exception {
        try (var disk = new RandomAccessFile(file.toFile(), "r")) {
            byte[] place = new byte[24];
            disk.seek(4096 + 40);
            disk.readFully(place);
            return String.format(
                    "%08x",
                    ByteBuffer.wrap(place).order(ByteOrder.LITTLE_ENDIAN).getInt(16));
        }
    }

    private static List<String> pvck(String what, Path file) throws Exception {
        List<String> lines = new ArrayList<>();
        new HostCommands().run(Command.of("pvck", "--dump", what, file.toString()), line -> lines.add(line.strip()));
        return lines;
    }
}
