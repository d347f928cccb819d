// SPDX-License-Identifier: Apache-2.0
package dev.dib.disk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dib.sandbox.Command;
import dev.dib.sandbox.HostCommands;
import dev.dib.sandbox.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tables are checked by other people's tools: sfdisk and sgdisk. */
class PartitionTablesTest {

    private static final long MIB = 1L << 20;

    @TempDir
    Path folder;

    private final HostCommands host = new HostCommands();

    @RepeatedTest(12)
    void writesTablesThatOthersRead(RepetitionInfo repetition) throws Exception {
        var random = new Random(repetition.getCurrentRepetition());
        boolean gpt = repetition.getCurrentRepetition() % 2 == 0;
        Layout layout = random(random, gpt);
        Path disk = write(layout);

        List<String> verified = new ArrayList<>();
        Outcome outcome = host.run(Command.of("sfdisk", "--verify", disk.toString()), verified::add);
        // what an MBR leaves free on purpose is worth a remark to sfdisk, not an error
        assertThat(outcome.succeeded()).as("%s%n%s", layout, verified).isTrue();
        assertThat(verified).as("%s", layout).contains("No errors detected.");
        if (gpt) {
            assertThat(host.lines(Command.of("sgdisk", "--verify", disk.toString())))
                    .anyMatch(line -> line.startsWith("No problems found."))
                    .noneMatch(line -> line.contains("Warning") || line.contains("Caution"));
        }
        assertThat(dump(disk)).as("%s", layout).containsExactlyElementsOf(expected(layout));
    }

    @Test
    void writesTheIdsOfThePlan() throws Exception {
        Layout layout = Layout.of(Disks.plan(Disks.EFI), new ImageSize.Exactly(400 * MIB), Map.of());
        List<String> dump =
                host.lines(Command.of("sfdisk", "--dump", write(layout).toString()));
        TablePlan table = layout.plan().table().orElseThrow();
        assertThat(dump).anyMatch(line -> line.equalsIgnoreCase("label-id: " + table.guid()));
        assertThat(dump).contains("first-lba: 34", "last-lba: " + (400 * MIB / 512 - 34));
        for (PartitionPlan partition : table.partitions()) {
            assertThat(dump)
                    .anyMatch(line -> line.toLowerCase(java.util.Locale.ROOT).contains("uuid=" + partition.guid())
                            && line.contains("name=\"" + partition.name() + "\""));
        }
        assertThat(dump).anyMatch(line -> line.contains("type=21686148-6449-6E6F-744E-656564454649"));
    }

    @Test
    void writesAGptForSectorsOf4096Bytes() throws Exception {
        Layout layout = Layout.of(
                Disks.plan(Disks.EFI.replaceFirst("name: image0", "name: image0\n    block_size: 4096")),
                new ImageSize.Exactly(400 * MIB),
                Map.of());
        List<String> lines = host.lines(Command.of(
                "fdisk", "--sector-size", "4096", "--list", write(layout).toString()));
        assertThat(lines).contains("Disklabel type: gpt").noneMatch(line -> line.contains("mismatch"));
        assertThat(lines).anyMatch(line -> line.matches(".*raw1 +256 +16639 +16384 +64M EFI System"));
    }

    @Test
    void writesTheEntryOfAnMbr() throws Exception {
        Layout layout = Layout.of(Disks.simple("mbr"), new ImageSize.Exactly(1L << 30), Map.of());
        byte[] bytes = Files.newInputStream(write(layout)).readNBytes(512);
        // active; 0/32/33; Linux; 130/105/39; 2048; 2093056
        assertThat(HexFormat.of().formatHex(bytes, 446, 462))
                .isEqualTo("80202100" + "83692782" + "00080000" + "00f01f00");
    }

    @Test
    void countsCylindersHeadsAndSectors() {
        assertThat(BootRecordEntry.chs(0)).containsExactly(0, 1, 0);
        assertThat(BootRecordEntry.chs(2048)).containsExactly(32, 33, 0);
        assertThat(BootRecordEntry.chs(255L * 63 * 1024 - 1)).containsExactly(0xfe, 0xff, 0xff);
        assertThat(BootRecordEntry.chs(255L * 63 * 1024)).containsExactly(0xfe, 0xff, 0xff);
        assertThat(BootRecordEntry.chs(255L * 63 * 300 + 63 + 2)).containsExactly(1, 3 | 0x40, 300 & 0xff);
    }

    private Path write(Layout layout) throws Exception {
        Path file = folder.resolve("disk.raw");
        try (DiskFile disk = DiskFile.create(file, layout.size())) {
            PartitionTables.write(disk, layout);
        }
        return file;
    }

    private static Layout random(Random random, boolean gpt) {
        var text = new StringBuilder("- local_loop: {name: image0}\n- partitioning:\n    base: image0\n    label: ")
                .append(gpt ? "gpt" : "mbr")
                .append("\n    partitions:\n");
        int primaries = random.nextInt(4);
        int count = 1 + random.nextInt(gpt ? 20 : 8);
        for (int i = 0; i < count; i++) {
            String size = random.nextInt(3) == 0 ? 1 + random.nextInt(60) + "%" : 1 + random.nextInt(9000) + "KiB";
            String flags = gpt || i >= primaries ? "" : ", flags: [ primary" + (i == 0 ? ", boot ]" : " ]");
            text.append("      - {name: p%d, size: %s%s}\n".formatted(i, size, flags));
        }
        text.append("      - {name: root, size: 100%, mkfs: {mount: {mount_point: /}}}\n");
        return Layout.of(Disks.plan(text.toString()), new ImageSize.Exactly((64L << 30) - MIB), Map.of());
    }

    private List<String> dump(Path disk) throws Exception {
        List<String> found = new ArrayList<>();
        for (String line : host.lines(Command.of("sfdisk", "--dump", disk.toString()))) {
            if (line.contains("start=") && !line.contains("type=f")) {
                found.add(line.replaceFirst(".*raw(\\d+) : start= *(\\d+), size= *(\\d+),.*", "$1 $2 $3"));
            }
        }
        return found;
    }

    private static List<String> expected(Layout layout) {
        return layout.partitions().stream()
                .map(placed -> placed.number() + " " + placed.extent().offset() / 512 + " "
                        + placed.extent().bytes() / 512)
                .toList();
    }
}
