// SPDX-License-Identifier: Apache-2.0
package dev.dib.disk.lvm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dib.sandbox.Command;
import dev.dib.sandbox.HostCommands;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/**
 * LVM makes the same group, on loop devices, and writes the same text: it takes device-mapper only to show volumes. Root alone
 * has loop devices.
 */
@EnabledIf("isRoot")
class MetadataTextTest {

    private static final String MAKE = """
            set -eu
            first=$(losetup --find --show "$1")
            trap 'losetup --detach $first' EXIT
            second=$(losetup --find --show "$2")
            trap 'losetup --detach $first $second' EXIT
            devices=$(printf 'devices { filter=[ "a|^%s$|", "a|^%s$|", "r|.*|" ] use_devicesfile=0 hints="none" }' $first $second)
            lvm() {
                command lvm "$@" --driverloaded n --nolocking --config "$devices backup { backup=0 archive=0 }"
            }
            lvm pvcreate "$first" "$second"
            lvm vgcreate vg "$first" "$second"
            lvm lvcreate --zero n --wipesignatures n --extents 10 --name lv_root vg "$first"
            lvm lvcreate --zero n --wipesignatures n --extents 3 --name lv_var vg "$second"
            lvm lvcreate --zero n --wipesignatures n --extents 8 --name lv-home vg "$first" "$second"
            """;

    @TempDir
    Path folder;

    static boolean isRoot() throws Exception {
        return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    }

    @Test
    void isWhatLvmWrites() throws Exception {
        VolumeGroup group = Groups.two();
        List<Path> files = List.of(folder.resolve("first"), folder.resolve("second"));
        for (int i = 0; i < 2; i++) {
            try (var file = new RandomAccessFile(files.get(i).toFile(), "rw")) {
                file.setLength(group.physicalVolumes().get(i).bytes());
            }
        }
        new HostCommands()
                .check(
                        Command.of(
                                "sh",
                                "-c",
                                MAKE,
                                "sh",
                                files.get(0).toString(),
                                files.get(1).toString()),
                        line -> {});

        String ours = new MetadataText(group, Instant.ofEpochSecond(1_700_000_000)).text();
        assertThat(comparable(ours)).isEqualTo(comparable(text(files.get(0))));
        assertThat(text(files.get(1))).isEqualTo(text(files.get(0)));
    }

    /** Without what differs: ids, times, the name of the host, how often it was changed, devices, remarks. */
    private static String comparable(String text) {
        return text.lines()
                .filter(line -> !line.startsWith("device = ") && !line.startsWith("#"))
                .map(line -> line.replaceFirst("^(id|seqno|description|creation_\\w+) = .*", "$1"))
                .collect(Collectors.joining("\n"))
                // a device is followed by an empty line
                .replace("id\n\nstatus", "id\nstatus")
                .strip();
    }

    /** The text that a physical volume has now. */
    private static String text(Path file) throws Exception {
        try (var disk = new RandomAccessFile(file.toFile(), "r")) {
            byte[] place = new byte[16];
            disk.seek(4096 + 40);
            disk.readFully(place);
            ByteBuffer numbers = ByteBuffer.wrap(place).order(ByteOrder.LITTLE_ENDIAN);
            long offset = numbers.getLong();
            byte[] text = new byte[(int) numbers.getLong() - 1];
            disk.seek(4096 + offset);
            disk.readFully(text);
            return new String(text, StandardCharsets.US_ASCII);
        }
    }
}
