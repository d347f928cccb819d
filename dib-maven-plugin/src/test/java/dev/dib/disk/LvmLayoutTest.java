// SPDX-License-Identifier: Apache-2.0
package dev.dib.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dib.disk.config.LogicalSize;
import dev.dib.disk.lvm.VolumeGroup;
import dev.dib.disk.lvm.VolumeId;
import dev.dib.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LvmLayoutTest {

    private static final long MIB = 1L << 20;

    private static final long EXTENT = 4 * MIB;

    private static final Map<String, TreeUsage> SMALL =
            Map.of("/", new TreeUsage(300 * MIB, 12_000), "/var", new TreeUsage(60 * MIB, 2000));

    @Test
    void placesEachVolumeWhereItFits() {
        PlacedGroup placed = place(List.of(41L, 101L), bytes(12 * MIB), bytes(90 * MIB), bytes(27 * MIB + 5));
        assertThat(placed.group().logicalVolumes())
                .extracting(VolumeGroup.LogicalVolume::segments)
                .containsExactly(
                        List.of(new VolumeGroup.Segment(0, 0, 3)),
                        List.of(new VolumeGroup.Segment(1, 0, 22)),
                        List.of(new VolumeGroup.Segment(0, 3, 6)));
        assertThat(placed.pieces(2)).containsExactly(new Extent(MIB + MIB + 3 * EXTENT, 6 * EXTENT));
    }

    @Test
    void spreadsAVolumeThatFitsNowhere() {
        PlacedGroup placed = place(List.of(41L, 101L), bytes(20 * MIB), new LogicalSize.OfFree(100));
        assertThat(placed.group().logicalVolumes().get(1).segments())
                .containsExactly(new VolumeGroup.Segment(0, 5, 5), new VolumeGroup.Segment(1, 0, 25));
        assertThat(placed.pieces(1)).hasSize(2);
    }

    @Test
    void roundsSharesDownAsLvcreateDoes() {
        PlacedGroup placed = place(
                List.of(401L), new LogicalSize.OfGroup(33), new LogicalSize.OfFree(50), new LogicalSize.OfGroup(90));
        // of 100 extents; 90%VG is more than what is left, and gets that
        assertThat(placed.group().logicalVolumes())
                .extracting(VolumeGroup.LogicalVolume::extents)
                .containsExactly(33L, 33L, 34L);
    }

    @Test
    void refusesWhatHasNoRoom() {
        assertThat(placed(List.of(401L), List.of(bytes(300 * MIB), bytes(200 * MIB))))
                .isEmpty();
        assertThat(placed(List.of(401L), List.of(new LogicalSize.OfGroup(100), new LogicalSize.OfFree(1))))
                .isEmpty();
        assertThat(placed(List.of(4L), List.of())).as("no extent").isEmpty();
    }

    /** No extent is given twice, none is outside, and every volume has its size. */
    @RepeatedTest(300)
    void givesEveryExtentOnce(RepetitionInfo repetition) {
        var random = new Random(repetition.getCurrentRepetition());
        List<Long> sizes = random.longs(1 + random.nextInt(4), 5, 400).boxed().toList();
        List<LogicalSize> wishes = new ArrayList<>();
        for (int i = random.nextInt(8); i >= 0; i--) {
            wishes.add(
                    switch (random.nextInt(4)) {
                        case 0 -> bytes(1 + random.nextLong(200 * MIB));
                        case 1 -> new LogicalSize.Extents(1 + random.nextInt(40));
                        case 2 -> new LogicalSize.OfFree(1 + random.nextInt(100));
                        default -> new LogicalSize.OfGroup(1 + random.nextInt(60));
                    });
        }
        Optional<PlacedGroup> found = placed(sizes, wishes);
        if (found.isEmpty()) {
            return;
        }
        VolumeGroup group = found.get().group();
        List<boolean[]> taken = sizes.stream()
                .map(size -> new boolean[(int) ((size - 1) * MIB / EXTENT)])
                .toList();
        for (int i = 0; i < wishes.size(); i++) {
            VolumeGroup.LogicalVolume volume = group.logicalVolumes().get(i);
            if (wishes.get(i).isFixed()) {
                assertThat(volume.extents())
                        .isEqualTo(GroupPlacement.fixed(found.get().plan(), wishes.get(i)));
            }
            for (VolumeGroup.Segment segment : volume.segments()) {
                for (long extent = segment.first(); extent < segment.first() + segment.count(); extent++) {
                    boolean[] physical = taken.get(segment.physicalVolume());
                    assertThat(physical[(int) extent]).isFalse();
                    physical[(int) extent] = true;
                }
            }
            List<Extent> pieces = found.get().pieces(i);
            for (int p = 0; p < pieces.size(); p++) {
                Extent place = found.get().places().get(volume.segments().get(p).physicalVolume());
                assertThat(pieces.get(p).offset()).isGreaterThanOrEqualTo(place.offset() + MIB);
                assertThat(pieces.get(p).end()).isLessThanOrEqualTo(place.end());
            }
        }
    }

    @Test
    void growsTheDiskWithWhatIsInVolumes() {
        Layout layout = Layout.of(Disks.plan(Disks.LVM), new ImageSize.Roomy(), SMALL);
        assertThat(bytes(layout, "/")).isGreaterThanOrEqualTo(500 * MIB);
        assertThat(bytes(layout, "/var")).isGreaterThanOrEqualTo(100 * MIB);
        // lv_root has all that lv_var and lv_swap have not
        long group = layout.groups().get(0).group().physicalVolumes().stream()
                .mapToLong(volume -> volume.extents(EXTENT))
                .sum();
        assertThat(bytes(layout, "/") + bytes(layout, "/var") + 16 * MIB).isEqualTo(group * EXTENT);
        assertThat(layout.volumes())
                .extracting(volume -> volume.fileSystem().name())
                .containsExactly("mkfs_boot", "mkfs_lv_swap", "mkfs_lv_var", "mkfs_root");
        long more = Layout.of(Disks.plan(Disks.LVM), new ImageSize.Extra(300 * MIB), SMALL)
                .size();
        assertThat(more).isGreaterThan(layout.size());
    }

    @Test
    void makesRoomForVolumesWithSizesOfTheirOwn() {
        Layout layout = Layout.of(
                Disks.plan(
                        Disks.LVM.replace("extents: 30%VG", "size: 1GiB").replace("extents: 100%FREE", "size: 2GiB")),
                new ImageSize.Roomy(),
                SMALL);
        assertThat(layout.size()).isBetween(3120 * MIB, 3140 * MIB);
        assertThat(bytes(layout, "/")).isEqualTo(2048 * MIB);
    }

    @Test
    void takesTheWholeDisk() {
        Layout layout = Layout.of(Disks.plan("""
                        - local_loop: {name: image0}
                        - lvm:
                            name: lvm
                            pvs: [{name: pv, base: image0}]
                            vgs: [{name: vg, base: pv, options: [ -s, 1m ]}]
                            lvs: [{name: lv, base: vg, extents: 100%FREE, mkfs: {type: ext4, mount: {mount_point: /}}}]
                        """), new ImageSize.Roomy(), SMALL);
        assertThat(layout.volumes())
                .extracting(Layout.Volume::extent)
                .containsExactly(new Extent(MIB, layout.size() - MIB));
        assertThat(layout.plan().tableWord()).isEqualTo("none");
        assertThat(GrubBios.place(layout)).isEmpty();
    }

    @Test
    void tellsTheNeedOfADiskThatIsTooSmall() {
        assertThatThrownBy(() -> Layout.of(Disks.plan(Disks.LVM), new ImageSize.Exactly(400 * MIB), SMALL))
                .isInstanceOf(ProblemException.class)
                .hasMessageMatching("(?s)imageSize: 400 MiB is too small.*need \\d+ MiB.*");
    }

    /** The extents are so large that less than the size that is told would be rounded down to too little. */
    @ParameterizedTest
    @ValueSource(strings = {"", ", options: [-s, 32m]"})
    void tellsTheNeedOfAVolumeThatIsTooSmall(String options) {
        String small = Disks.LVM
                .replace("extents: 30%VG", "size: 50MB")
                .replace("{name: vg, base: [ pv0, pv1 ]", "{name: vg, base: [ pv0, pv1 ]" + options);
        assertThatThrownBy(() -> Layout.of(Disks.plan(small), new ImageSize.Roomy(), SMALL))
                .isInstanceOf(ProblemException.class)
                .hasMessageMatching(
                        "(?s).*logical volume lv_var: its \\d\\d MiB are too small for what is in /var, which"
                                + " needs \\d+ MiB. To fix: give it a size of at least \\d+MiB.*")
                .satisfies(problem -> {
                    Matcher remedy = Pattern.compile("at least (\\d+MiB)").matcher(problem.getMessage());
                    assertThat(remedy.find()).isTrue();
                    String large = small.replace("size: 50MB", "size: " + remedy.group(1));
                    assertThat(Layout.of(Disks.plan(large), new ImageSize.Roomy(), SMALL)
                                    .groups())
                            .as("what the remedy says is enough")
                            .hasSize(1);
                });
    }

    @Test
    void tellsTheNeedOfAGroupThatCannotGrow() {
        String fixed = Disks.LVM.replace("size: 100%}", "size: 400MiB}");
        assertThatThrownBy(() -> Layout.of(Disks.plan(fixed), new ImageSize.Roomy(), SMALL))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("logical volume lv_root: its 288 MiB are too small for what is in /,")
                .hasMessageContaining("give it a larger share");
        assertThatThrownBy(() -> Layout.of(
                        Disks.plan(fixed.replace("size: 16MiB", "size: 500MiB")), new ImageSize.Roomy(), SMALL))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("volume group vg: its logical volumes do not fit");
    }

    @Test
    void givesIdsOfTheSeed() {
        VolumeGroupPlan group = Disks.plan(Disks.LVM).groups().get(0);
        assertThat(group.id().toString()).matches("\\w{6}(-\\w{4}){5}-\\w{6}");
        List<VolumeId> ids = new ArrayList<>(List.of(group.id()));
        group.physicalVolumes().forEach(volume -> ids.add(volume.id()));
        group.logicalVolumes().forEach(volume -> ids.add(volume.id()));
        assertThat(ids).doesNotHaveDuplicates().hasSize(6);
        assertThat(Disks.plan(Disks.LVM).groups().get(0)).isEqualTo(group);
    }

    @Test
    void mountsVolumesByLabel() {
        assertThat(Disks.plan(Disks.LVM).fstab()).isEqualTo("""
                LABEL=cloudimg-rootfs / ext4 defaults 0 1
                LABEL=mkfs_boot /boot ext4 defaults 0 2
                LABEL=mkfs_lv_var /var ext4 nodev 0 2
                LABEL=mkfs_lv_swap none swap sw 0 0
                """);
    }

    private static LogicalSize bytes(long bytes) {
        return new LogicalSize.Bytes(bytes);
    }

    private static long bytes(Layout layout, String mountPoint) {
        return layout.volumes().stream()
                .filter(volume -> volume.fileSystem().mountPoint().equals(Optional.of(mountPoint)))
                .findFirst()
                .orElseThrow()
                .bytes();
    }

    private static PlacedGroup place(List<Long> physicalMiB, LogicalSize... sizes) {
        return placed(physicalMiB, List.of(sizes)).orElseThrow();
    }

    /** Physical volumes of so many MiB one after another, from 1 MiB on. */
    private static Optional<PlacedGroup> placed(List<Long> physicalMiB, List<LogicalSize> sizes) {
        List<VolumeGroupPlan.Physical> physical = new ArrayList<>();
        List<Extent> places = new ArrayList<>();
        long next = MIB;
        for (long size : physicalMiB) {
            physical.add(new VolumeGroupPlan.Physical(VolumeId.of(new byte[32]), "p" + places.size()));
            places.add(new Extent(next, size * MIB));
            next += size * MIB;
        }
        List<VolumeGroupPlan.Logical> logical = new ArrayList<>();
        for (LogicalSize size : sizes) {
            logical.add(new VolumeGroupPlan.Logical(
                    "lv" + logical.size(), VolumeId.of(new byte[32]), size, Optional.empty()));
        }
        return GroupPlacement.place(
                new VolumeGroupPlan("vg", VolumeId.of(new byte[32]), EXTENT, physical, logical), places);
    }
}
