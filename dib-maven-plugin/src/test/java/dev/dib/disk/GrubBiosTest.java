// SPDX-License-Identifier: Apache-2.0
package dev.dib.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dib.problem.ProblemException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrubBiosTest {

    private static final long SIZE = 400L << 20;

    @TempDir
    Path folder;

    @Test
    void goesToTheBiosBootPartitionOfAGpt() {
        Layout layout = Layout.of(Disks.plan(Disks.EFI), new ImageSize.Exactly(SIZE), Map.of());
        assertThat(GrubBios.place(layout)).contains(new Extent(65L << 20, 8 << 20));
    }

    @Test
    void goesToTheGapOfAnMbr() {
        Layout layout = Layout.of(Disks.simple("mbr"), new ImageSize.Exactly(SIZE), Map.of());
        assertThat(GrubBios.place(layout)).contains(new Extent(512, 2047 * 512));
    }

    @Test
    void hasNoPlaceElsewhere() {
        Layout gpt = Layout.of(Disks.simple("gpt"), new ImageSize.Exactly(SIZE), Map.of());
        assertThat(GrubBios.place(gpt)).isEmpty();
        DiskPlan bare = DiskPlan.withoutTable(DiskOptions.defaults(), Disks.SEED);
        assertThat(GrubBios.place(Layout.of(bare, new ImageSize.Exactly(SIZE), Map.of())))
                .isEmpty();
    }

    @Test
    void tellsBothImagesWhereTheRestIs() throws Exception {
        byte[] boot = new byte[512];
        Arrays.fill(boot, (byte) 0x11);
        byte[] core = new byte[5 * 512 - 100];
        Arrays.fill(core, (byte) 0x22);
        try (DiskFile disk = DiskFile.create(folder.resolve("disk"), 1 << 20)) {
            disk.write(440, new byte[] {1, 2, 3, 4});
            GrubBios.embed(disk, new Extent(2048, 4096), boot, core);

            ByteBuffer code = disk.read(0, 512);
            assertThat(code.getLong(0x5c)).isEqualTo(4);
            assertThat(code.get(0x64)).isEqualTo((byte) 0xff);
            assertThat(code.getShort(0x66)).isEqualTo((short) 0x9090);
            assertThat(code.getInt(440)).as("what is no code stays").isEqualTo(0x04030201);
            ByteBuffer image = disk.read(2048, 5 * 512);
            assertThat(image.getLong(500)).isEqualTo(5);
            assertThat(image.getShort(508)).isEqualTo((short) 4);
            assertThat(image.getShort(510)).isEqualTo((short) 0x2222);
            assertThat(image.get(5 * 512 - 101)).isEqualTo((byte) 0x22);
            assertThat(image.get(5 * 512 - 100)).isZero();
        }
    }

    @Test
    void refusesWhatDoesNotFit() throws Exception {
        try (DiskFile disk = DiskFile.create(folder.resolve("disk"), 1 << 20)) {
            assertThatThrownBy(() -> GrubBios.embed(disk, new Extent(512, 2048), new byte[512], new byte[2049]))
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("its 5 sectors do not fit into the 4");
            assertThatThrownBy(() -> GrubBios.embed(disk, new Extent(512, 2048), new byte[446], new byte[2048]))
                    .isInstanceOf(ProblemException.class);
        }
    }
}
