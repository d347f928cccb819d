// SPDX-License-Identifier: Apache-2.0
package dev.dib.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dib.problem.ProblemException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LayoutTest {

    private static final long MIB = 1L << 20;

    private static final Map<String, TreeUsage> SMALL = Map.of("/", new TreeUsage(300 * MIB, 12_000));

    @Test
    void placesAPrimaryPartitionAsUpstreamDoes() {
        Layout layout = Layout.of(Disks.simple("mbr"), new ImageSize.Exactly(1L << 30), SMALL);
        Extent root = layout.partitions().get(0).extent();
        assertThat(root.offset() / 512).isEqualTo(2048);
        assertThat(root.end() / 512 - 1).isEqualTo(2095103);
    }

    @Test
    void placesLogicalPartitionsAsUpstreamDoes() {
        DiskPlan plan = Disks.plan("""
                - local_loop: {name: image0}
                - partitioning:
                    base: image0
                    label: mbr
                    partitions:
                      - {name: a, size: 10MiB}
                      - {name: root, size: 100%, mkfs: {mount: {mount_point: /}}}
                """);
        Layout layout = Layout.of(plan, new ImageSize.Exactly(1L << 30), SMALL);
        Layout.Placed root = layout.partitions().get(1);
        assertThat(root.number()).isEqualTo(6);
        assertThat(root.extent().offset() / 512).isEqualTo(26624);
        assertThat(root.extent().end() / 512 - 1).isEqualTo(2097151);
    }

    @Test
    void leavesRoomInTheFileSystem() {
        Layout layout = Layout.of(Disks.simple("gpt"), new ImageSize.Roomy(), SMALL);
        long root = layout.partitions().get(0).extent().bytes();
        assertThat(root).isBetween(500 * MIB, 501 * MIB);
        assertThat(layout.size() % MIB).isZero();
        assertThat(layout.size()).isEqualTo(root + 2 * MIB);
    }

    @Test
    void addsWhatIsWishedToTheNeed() {
        long none =
                Layout.of(Disks.simple("gpt"), new ImageSize.Extra(0), SMALL).size();
        long some = Layout.of(Disks.simple("gpt"), new ImageSize.Extra(100 * MIB), SMALL)
                .size();
        assertThat(some - none).isEqualTo(100 * MIB);
        // content, an inode for each 4 KiB, a journal of 64 MiB
        assertThat(none).isBetween(390 * MIB, 420 * MIB);
    }

    @Test
    void addsFixedPartitionsAndOthersShares() {
        Layout layout = Layout.of(
                Disks.plan(Disks.EFI),
                new ImageSize.Roomy(),
                Map.of("/", new TreeUsage(300 * MIB, 12_000), "/var", new TreeUsage(60 * MIB, 2000)));
        assertThat(layout.partitions())
                .extracting(placed -> placed.plan().name())
                .containsExactly("ESP", "BSP", "swap", "var", "root");
        assertThat(layout.partitions().get(3).extent().bytes()).isGreaterThanOrEqualTo(100 * MIB);
        assertThat(layout.partitions().get(4).extent().bytes()).isGreaterThanOrEqualTo(500 * MIB);
        long next = MIB;
        for (Layout.Placed placed : layout.partitions()) {
            assertThat(placed.extent().offset()).as(placed.plan().name()).isEqualTo(next);
            next = placed.extent().end();
        }
        assertThat(next).isLessThanOrEqualTo(layout.size() - MIB);
    }

    @Test
    void countsInodesToo() {
        Map<String, TreeUsage> manyLinks = Map.of("/", new TreeUsage(MIB, 500_000));
        assertThat(Layout.of(Disks.simple("gpt"), new ImageSize.Extra(0), manyLinks)
                        .size())
                .isGreaterThan(500_000L * 4096);
    }

    @Test
    void tellsTheNeedOfAnImageThatIsTooSmall() {
        assertThatThrownBy(() -> Layout.of(Disks.simple("gpt"), new ImageSize.Exactly(300 * MIB), SMALL))
                .isInstanceOf(ProblemException.class)
                .hasMessageMatching("(?s)imageSize: 300 MiB is too small.*need [34]\\d\\d MiB.*");
    }

    @Test
    void tellsTheNeedOfAPartitionThatIsTooSmall() {
        Map<String, TreeUsage> usage = Map.of("/", TreeUsage.NONE, "/boot/efi", new TreeUsage(70 * MIB, 3));
        assertThatThrownBy(() -> Layout.of(Disks.plan(Disks.EFI), new ImageSize.Roomy(), usage))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("partition ESP: its 64 MiB are too small for what is in /boot/efi");
    }

    @Test
    void takesTheSizeOfTheConfigurationFirst() {
        DiskPlan plan = Disks.plan(Disks.EFI.replaceFirst("name: image0", "name: image0\n    size: 3GiB"));
        assertThat(Layout.of(plan, new ImageSize.Exactly(1), Map.of()).size()).isEqualTo(3L << 30);
    }

    @Test
    void refusesADiskBeyondTheReachOfAnMbr() {
        assertThatThrownBy(() -> Layout.of(Disks.simple("mbr"), new ImageSize.Exactly(3L << 40), SMALL))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("use a GPT");
    }

    @Test
    void knowsWhatIsBelowWhat() {
        var all = java.util.List.of("/", "/boot", "/boot/efi", "/var", "/variable", "/var/log");
        assertThat(MountPoints.below("/", all)).containsExactly("/boot", "/var", "/variable");
        assertThat(MountPoints.below("/var", all)).containsExactly("/var/log");
    }
}
