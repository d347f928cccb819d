// SPDX-License-Identifier: Apache-2.0
package dev.dib.disk.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dib.document.Documents;
import dev.dib.problem.Problem;
import dev.dib.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LvmTest {

    private static final RootDefaults ROOT =
            new RootDefaults(FileSystemType.EXT4, Optional.empty(), List.of(), List.of());

    /** As the configurations that diskimage-builder tests itself with. */
    private static final String LVM = """
            - local_loop:
                name: image0
            - partitioning:
                base: image0
                name: mbr
                label: mbr
                partitions:
                  - {name: boot, flags: [ boot, primary ], size: 1G, mkfs: {type: ext3, mount: {mount_point: /boot}}}
                  - {name: root, base: image0, flags: [ primary ], size: 100%}
            - lvm:
                name: lvm
                base: [ root ]
                pvs:
                  - name: pv
                    base: root
                    options: [ "--force" ]
                vgs:
                  - name: vg
                    base: [ "pv" ]
                    options: [ "--force", -s, 8M ]
                lvs:
                  - name: lv_root
                    base: vg
                    extents: 28%VG
                  - name: lv-tmp
                    base: vg
                    size: 100M
                  - {name: lv_swap, base: vg, extents: 12, options: [ --wipesignatures=y, -Zn ]}
                  - name: lv_var
                    base: vg
                    size: 100%FREE
                    mkfs: {type: ext4, mount: {mount_point: /var}}
            - mkfs: {name: mkfs_root, base: lv_root, mount: {mount_point: /, fstab: {fsck-passno: 1}}}
            - mkfs: {base: lv_swap, type: swap, mount: {mount_point: none, fstab: }}
            """;

    @Test
    void readsAllVolumes() {
        BlockDevices devices = read(LVM);
        assertThat(devices.all(Node.PhysicalVolume.class))
                .extracting(Node.PhysicalVolume::base)
                .containsExactly("root");
        assertThat(devices.all(Node.VolumeGroup.class)).singleElement().satisfies(group -> {
            assertThat(group.bases()).containsExactly("pv");
            assertThat(group.extent()).isEqualTo(8L << 20);
        });
        assertThat(devices.all(Node.LogicalVolume.class))
                .extracting(Node.LogicalVolume::name, Node.LogicalVolume::size)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("lv_root", new LogicalSize.OfGroup(28)),
                        org.assertj.core.groups.Tuple.tuple("lv-tmp", new LogicalSize.Bytes(100_000_000)),
                        org.assertj.core.groups.Tuple.tuple("lv_swap", new LogicalSize.Extents(12)),
                        org.assertj.core.groups.Tuple.tuple("lv_var", new LogicalSize.OfFree(100)));
        assertThat(devices.on("lv_var", Node.Mkfs.class).orElseThrow().name()).isEqualTo("mkfs_lv_var");
        assertThat(devices.on("lv_root", Node.Mkfs.class).orElseThrow().label()).isEqualTo("cloudimg-rootfs");
    }

    @Test
    void takesItsNameFromItsBase() {
        BlockDevices devices = read(LVM.replace("    name: lvm\n", "").replace("base: [ root ]", "base: mbr"));
        assertThat(devices.all(Node.Lvm.class)).extracting(Node::name).containsExactly("lvm_mbr");
    }

    @Test
    void standsOnTheWholeDiskToo() {
        BlockDevices devices = read("""
                - local_loop:
                    name: image0
                    lvm:
                      pvs: [{name: pv, base: image0}]
                      vgs: [{name: vg, base: pv}]
                      lvs: [{name: lv, base: vg, size: 50%, mkfs: {type: ext4, mount: {mount_point: /}}}]
                """);
        assertThat(devices.partitioning()).isEmpty();
        assertThat(devices.all(Node.LogicalVolume.class))
                .extracting(Node.LogicalVolume::size)
                .containsExactly(new LogicalSize.OfFree(50));
    }

    static List<Arguments> mistakes() {
        return List.of(
                mistake("    pvs:", "    pv:", 13, "write 'pvs' if you meant that"),
                mistake("    vgs:", "    vg:", 17, "write 'vgs' if you meant that"),
                mistake("name: pv\n        base: root", "name: pv", 14, "needs 'base'"),
                mistake("name: pv\n", "nam: pv\n", 14, "needs 'name'"),
                mistake("base: root\n        options", "base: boot\n        options", 14, "'boot' is used by"),
                mistake("base: root\n        options", "base: rot\n        options", 14, "write 'root' if you meant"),
                mistake(
                        "base: root\n        options",
                        "base: vg\n        options",
                        14,
                        "put it on one of these: local_loop, partition"),
                mistake("base: [ \"pv\" ]", "base: [ root ]", 18, "put it on one of these: physical volume"),
                mistake("base: [ \"pv\" ]", "base: []", 19, "needs a physical volume"),
                mistake("base: [ \"pv\" ]", "base: [ pv, pv ]", 18, "is used by 'vg' already"),
                mistake("base: [ \"pv\" ]", "base: [ [] ]", 19, "has to be a text"),
                mistake("base: [ root ]", "base: {a: b}", 12, "has to be a text"),
                mistake("[ \"--force\" ]", "--force", 16, "has to be a list"),
                mistake("[ \"--force\" ]", "[ --metadatasize, 4m ]", 16, "'--metadatasize' cannot be had"),
                mistake("-s, 8M", "-s", 20, "needs a value"),
                mistake("-s, 8M", "-s3m, -x", 20, "'-x' cannot be had"),
                mistake("-s, 8M", "--physicalextentsize=3k", 20, "a power of two"),
                mistake("-s, 8M", "-s, 8 apples", 20, "not the size of an extent"),
                mistake("name: vg\n", "name: a/b\n", 18, "which 'a/b' is not"),
                mistake("name: vg\n", "name: ..\n", 18, "which '..' is not"),
                mistake("name: vg\n", "name: contents\n", 18, "a word of LVM's own metadata"),
                mistake("name: lv-tmp", "name: -tmp", 25, "begin with no hyphen"),
                mistake("name: lv-tmp", "name: lv_tmp_tdata", 25, "keeps names such as"),
                mistake("name: lv-tmp", "name: snapshot1", 25, "keeps names such as"),
                mistake("name: lv-tmp", "name: " + "x-".repeat(50), 25, "too long for the name of a device"),
                mistake("name: lv-tmp", "name: lv_root", 25, "is used at"),
                mistake("name: lv-tmp", "name: 'a\"b'", 25, "is not"),
                mistake("extents: 28%VG", "extents: 28%", 24, "neither a number of extents"),
                mistake("extents: 28%VG", "extents: 0", 24, "neither a number of extents"),
                mistake("extents: 28%VG", "extents: 99999999999", 24, "neither a number of extents"),
                mistake("extents: 28%VG", "extents: 101%VG", 24, "not between 1 % and 100 %"),
                mistake("extents: 28%VG", "extents: 50%ORIGIN", 24, "something else than the group"),
                mistake("extents: 28%VG", "extents: 5\n        size: 1G", 25, "either a 'size' or 'extents'"),
                mistake("        extents: 28%VG\n", "", 22, "either a 'size' or 'extents'"),
                mistake("size: 100M", "size: 100Mib", 27, "unknown unit"),
                mistake("size: 100M", "size: 100M\n        type: thin", 28, "need device-mapper"),
                mistake("size: 100M", "size: 100M\n        thin-pool: p", 28, "need device-mapper"),
                mistake("size: 100M", "siez: 100M", 27, "write 'size' if you meant that"),
                mistake(
                        "base: vg\n        size: 100M",
                        "base: pv\n        size: 100M",
                        25,
                        "put it on one of these: volume group"),
                mistake(
                        "base: lv_swap",
                        "base: vg",
                        34,
                        "put it on one of these: local_loop, partition, logical volume"));
    }

    private static Arguments mistake(String right, String wrong, int line, String message) {
        return Arguments.of(right, wrong, line, message);
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void tellsWhatIsWrongAndWhere(String right, String wrong, int line, String message) {
        assertThat(LVM).contains(right);
        String text = LVM.replaceFirst(Pattern.quote(right), Matcher.quoteReplacement(wrong));
        assertThat(problems(text))
                .as(text)
                .anySatisfy(problem -> assertThat(problem.toString())
                        .startsWith("test:" + line + ": ")
                        .contains(message));
    }

    @Test
    void wantsEachPhysicalVolumeInAGroup() {
        String text = LVM.replace("- name: pv\n", "- {name: spare, base: image0}\n      - name: pv\n");
        assertThat(problems(text))
                .anySatisfy(problem -> assertThat(problem.message()).contains("no volume group takes it"));
    }

    @Test
    void hasRoomForSoManyOnly() {
        var text = new StringBuilder(LVM.substring(0, LVM.indexOf("      - name: lv-tmp")));
        for (int i = 0; i < 500; i++) {
            text.append("      - {name: lv").append(i).append(", base: vg, extents: 1}\n");
        }
        assertThat(problems(text.toString()))
                .anySatisfy(problem -> assertThat(problem.message()).contains("room for 500 only"));
    }

    @ParameterizedTest
    @CsvSource({"50%VG, 50", "50%pvs, 50", "7%V, 7"})
    void readsSharesOfTheGroup(String text, double percent) {
        assertThat(LogicalSize.parse(text)).isEqualTo(new LogicalSize.OfGroup(percent));
        assertThat(LogicalSize.parseExtents(text)).isEqualTo(new LogicalSize.OfGroup(percent));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "%VG", "-1%VG", "1.5%VG", "1e2%FREE", "99999999999%FREE", "5%%FREE", "VG", "0x5"})
    void refusesOtherTexts(String text) {
        assertThatThrownBy(() -> LogicalSize.parse(text)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> LogicalSize.parseExtents(text)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Whatever stands there: it is read, or there is a problem with a place, and nothing else. */
    @RepeatedTest(200)
    void neverFallsOverHostileText(RepetitionInfo repetition) {
        var random = new Random(repetition.getCurrentRepetition());
        List<String> words = new ArrayList<>(List.of(LVM.split("(?<=[\\s:,{}\\[\\]])|(?=[\\s:,{}\\[\\]])", -1)));
        List<String> hostile =
                List.of("null", "[]", "{}", "-1", "\"\\0\"", "99999999999999999999", "lvm", "pv", "vg", "~", "%");
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(words.size());
            words.set(
                    at,
                    random.nextBoolean()
                            ? hostile.get(random.nextInt(hostile.size()))
                            : words.get(random.nextInt(words.size())));
        }
        try {
            read(String.join("", words));
        } catch (ProblemException e) {
            assertThat(e.problems()).isNotEmpty();
        }
    }

    private static BlockDevices read(String text) {
        return BlockDevices.read(Documents.parse("test", text), ROOT);
    }

    private static List<Problem> problems(String text) {
        ProblemException thrown = catchThrowableOfType(ProblemException.class, () -> read(text));
        assertThat(thrown).as("problems of%n%s", text).isNotNull();
        return thrown.problems();
    }
}
