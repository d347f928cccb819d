// SPDX-License-Identifier: Apache-2.0
package dev.dib.disk.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dib.document.Documents;
import dev.dib.problem.Problem;
import dev.dib.problem.ProblemException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BlockDevicesTest {

    private static final RootDefaults ROOT =
            new RootDefaults(FileSystemType.EXT4, Optional.empty(), List.of("-i", "4096"), List.of("-other"));

    private static final String TREE = """
            - local_loop:
                name: image0
            - partitioning:
                base: image0
                label: gpt
                partitions:
                  - name: ESP
                    type: 'EF00'
                    size: 550MiB
                    mkfs:
                      type: vfat
                      mount:
                        mount_point: /boot/efi
                        fstab:
                          options: "umask=0077"
                          fsck-passno: 2
                  - name: BSP
                    type: 'EF02'
                    size: 8MiB
                  - name: root
                    size: 100%
                    mkfs:
                      mount:
                        mount_point: /
                        fstab:
                          fsck-passno: 1
            """;

    private static final String GRAPH = """
            - fstab: {name: fstab_mount_mkfs_root, base: mount_mkfs_root, fsck-passno: 1}
            - mount: {name: mount_mkfs_root, base: mkfs_root, mount_point: /}
            - mkfs: {name: mkfs_root, base: root}
            - mkfs: {name: mkfs_ESP, base: ESP, type: vfat}
            - mount: {name: mount_mkfs_ESP, base: mkfs_ESP, mount_point: /boot/efi/}
            - fstab: {name: fstab_mount_mkfs_ESP, base: mount_mkfs_ESP, options: umask=0077}
            - partitioning:
                base: image0
                label: gpt
                partitions:
                  - {name: ESP, type: 'ef00', size: 550 MiB}
                  - {name: BSP, type: EF02, size: 8388608}
                  - {name: root, type: '8300', size: 100%}
            - local_loop: {name: image0}
            """;

    @Test
    void readsTreeAndGraphAlike() {
        BlockDevices tree = read(TREE);
        BlockDevices graph = read(GRAPH);

        assertThat(tree.all(Node.Mkfs.class))
                .extracting(Node.Mkfs::label)
                .containsExactlyInAnyOrder("MKFS_ESP", "cloudimg-rootfs");
        for (Class<? extends Node> kind : List.of(
                Node.LocalLoop.class, Node.Partition.class, Node.Mkfs.class, Node.Mount.class, Node.Fstab.class)) {
            assertThat(graph.all(kind))
                    .as(kind.getSimpleName())
                    .usingRecursiveComparison()
                    .ignoringFields("at")
                    .ignoringCollectionOrder()
                    .isEqualTo(tree.all(kind));
        }
    }

    @Test
    void givesDefaultsToTheRootFileSystemOnly() {
        BlockDevices devices = read(TREE.replace("type: vfat", "type: ext4").replace("EF00", "8300"));

        Node.Mkfs root = devices.on("root", Node.Mkfs.class).orElseThrow();
        assertThat(root.type()).isEqualTo(FileSystemType.EXT4);
        assertThat(root.options()).containsExactly("-i", "4096");
        assertThat(devices.on("ESP", Node.Mkfs.class).orElseThrow().options()).isEmpty();
    }

    @Test
    void namesAnXfsRootWithinItsTwelveLetters() {
        var xfs = new RootDefaults(FileSystemType.XFS, Optional.empty(), List.of("-i", "4096"), List.of("-m", "crc=1"));
        Node.Mkfs root = BlockDevices.bare(xfs).on("image0", Node.Mkfs.class).orElseThrow();
        assertThat(root.label()).isEqualTo("img-rootfs");
        assertThat(root.options()).containsExactly("-m", "crc=1");
    }

    @Test
    void takesOneBareFileSystemWithoutConfiguration() {
        BlockDevices bare = BlockDevices.bare(ROOT);
        assertThat(bare.partitioning()).isEmpty();
        assertThat(bare.all(Node.Mount.class))
                .extracting(Node.Mount::mountPoint)
                .containsExactly("/");
        assertThat(bare.all(Node.Fstab.class)).extracting(Node.Fstab::checkPass).containsExactly(1);
    }

    @Test
    void takesAnyNumberOfSwapSpaces() {
        String swap = """
                - partitioning:
                    base: image0
                    label: mbr
                    partitions:
                      - {name: a, size: 1GiB, type: '0x82', mkfs: {type: swap, mount: {mount_point: swap, fstab: }}}
                      - {name: b, size: 1GiB, type: '0x82', mkfs: {type: swap, mount: {mount_point: none, fstab: }}}
                      - {name: root, size: 50%, mkfs: {type: ext3, mount: {mount_point: /}}}
                - local_loop: {name: image0}
                """;
        assertThat(read(swap).all(Node.Mount.class)).hasSize(3);
    }

    @Test
    void tellsABadNameOnce() {
        assertThat(problems(TREE.replace("name: ESP", "name: a/b")))
                .extracting(Object::toString)
                .filteredOn(problem -> problem.contains("no name of a node"))
                .hasSize(1);
        assertThat(problems(TREE.replace("name: ESP", "nam: ESP")))
                .extracting(Object::toString)
                .noneMatch(problem -> problem.contains("no name of a node"));
    }

    static List<Arguments> mistakes() {
        return List.of(
                mistake("- local_loop:", "local_loop: {name: x}", "test:1", "has to be a list"),
                mistake("- local_loop:\n    name: image0\n", "", "test", "no disk"),
                mistake("local_loop:", "local_lop:", "test:1", "write 'local_loop' if you meant that"),
                mistake("name: image0\n", "name: image0\n    sise: 4\n", "test:3", "write 'size' if you meant that"),
                mistake("name: image0\n", "name: image0\n    size: 4Gb\n", "test:3", "unknown unit 'Gb'"),
                mistake("name: image0\n", "name: image0\n    block_size: 1024\n", "test:3", "512 or of 4096"),
                mistake("    name: image0\n", "    block_size: 512\n", "test:1", "needs a name"),
                mistake("label: gpt", "label: dos", "test:5", "'mbr' or 'gpt'"),
                mistake("    label: gpt\n", "", "test:3", "needs 'label'"),
                mistake("base: image0", "base: image1", "test:3", "write 'image0' if you meant that"),
                mistake("base: image0", "base: root", "test:3", "cannot stand on 'root'"),
                mistake("base: image0", "base: image0\n    align: 1000", "test:5", "multiple of 4096"),
                mistake("name: BSP", "name: ESP", "test:17", "used at test:7"),
                mistake("name: BSP", "nam: BSP", "test:17", "needs 'name'"),
                mistake("name: BSP", "name: 'a b'", "test:17", "'a b' is no name of a node. To fix: use at most 127"),
                mistake(
                        "type: vfat",
                        "name: ../../x\n          type: vfat",
                        "test:11",
                        "'../../x' is no name of a node. To fix: use at most 127"),
                mistake(
                        "name: BSP",
                        "flags: [ boot, primry ]\n        name: BSP",
                        "test:17",
                        "write 'primary' if you meant that"),
                mistake("name: BSP", "flags: [ primary ]\n        name: BSP", "test:17", "no primary partitions"),
                mistake("name: BSP", "flags: boot\n        name: BSP", "test:17", "has to be a list"),
                mistake("size: 8MiB", "size: big", "test:19", "'big' is not a size"),
                mistake("        size: 8MiB\n", "", "test:17", "needs 'size'"),
                mistake("size: 8MiB", "size: 100%", "test:20", "takes 100 %"),
                mistake("type: 'EF02'", "type: 'EF09'", "test:18", "'EF09' is not a type"),
                mistake("fsck-passno: 2", "fck-passno: 2", "test:16", "write 'fsck-passno' if you meant that"),
                mistake("fsck-passno: 2", "fsck-passno: two", "test:16", "'two' is not a number"),
                mistake("options: \"umask=0077\"", "options: a b", "test:15", "not a list of mount options"),
                mistake("mount_point: /boot/efi", "mount_point: boot/efi", "test:13", "not an absolute path"),
                mistake("mount_point: /boot/efi", "mount_point: /boot/../efi", "test:13", "not an absolute path"),
                mistake("mount_point: /boot/efi", "mount_point: /", "test:23", "mount point '/' is used at test:12"),
                mistake("mount_point: /boot/efi", "mount_point: none", "test:12", "only swap space"),
                mistake("mount_point: /\n", "mount_point: /srv\n", "test", "nothing is mounted on '/'"),
                mistake("type: vfat", "type: vfatt", "test:11", "write 'vfat' if you meant that"),
                mistake("          type: vfat\n", "", "test:10", "needs 'type'"),
                mistake("type: vfat", "type: vfat\n          label: much-too-long-label", "test:12", "at most 11"),
                mistake("type: vfat", "type: vfat\n          label: 'a b'", "test:12", "other characters"),
                mistake("type: vfat", "type: vfat\n          label: cloudimg-rootfs", "test:12", "at most 11"),
                mistake(
                        "type: vfat",
                        "type: ext4\n          label: cloudimg-rootfs",
                        "test",
                        "label 'cloudimg-rootfs' is used"),
                mistake("type: vfat", "type: vfat\n          uuid: 0123", "test:12", "eight hexadecimal digits"),
                mistake("- partitioning:", "- lvm: {name: l, pvs: []}\n- partitioning:", "test:3", "needs 'vgs'"),
                mistake("- partitioning:", "- local_loop: {name: image1}\n- partitioning:", "test:3", "second disk"),
                mistake(
                        "- partitioning:",
                        "- mkfs: {base: image0, type: ext4}\n- partitioning:",
                        "test",
                        "is used by"));
    }

    private static Arguments mistake(String right, String wrong, String where, String message) {
        return Arguments.of(right, wrong, where, message);
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void tellsWhatIsWrongAndWhere(String right, String wrong, String where, String message) {
        assertThat(TREE).contains(right);
        String text =
                wrong.startsWith("local_loop") ? wrong : TREE.replaceFirst(java.util.regex.Pattern.quote(right), wrong);

        assertThat(problems(text))
                .as(text)
                .anySatisfy(problem -> assertThat(problem.toString())
                        .startsWith(where + (where.contains(":") ? ": " : ""))
                        .contains(message));
    }

    @Test
    void tellsAllMistakesAtOnce() {
        String text = TREE.replace("550MiB", "lots")
                .replace("label: gpt", "lable: gpt")
                .replace("fsck-passno: 1", "fsck-passno: -1")
                .replace("type: vfat", "type: hfs");
        assertThat(problems(text)).extracting(Problem::subject).contains("test:5", "test:9", "test:11", "test:26");
    }

    @Test
    void refusesNodesThatStandOnEachOther() {
        String text = GRAPH.replace("base: root}", "base: mount_mkfs_root}");
        assertThat(problems(text))
                .anySatisfy(problem -> assertThat(problem.message()).contains("cannot stand on"));
    }

    @Test
    void keepsTheRulesOfAnMbr() {
        String mbr = """
                - local_loop: {name: image0}
                - partitioning:
                    base: image0
                    label: mbr
                    partitions:
                      - {name: a, size: 1GiB, flags: [ boot, primary ]}
                      - {name: b, size: 1GiB, type: '0x100'}
                      - {name: c, size: 1GiB, flags: [ primary ]}
                      - {name: d, size: 1GiB, flags: [ primary ]}
                      - {name: e, size: 1GiB, flags: [ primary ]}
                      - {name: f, size: 1GiB}
                """;
        List<String> found = problems(mbr).stream().map(Problem::toString).toList();
        assertThat(found).anyMatch(text -> text.startsWith("test:7: ") && text.contains("0x01 to 0xff"));
        found = problems(mbr.replace("0x100", "0x83")).stream()
                .map(Problem::toString)
                .toList();
        assertThat(found).anyMatch(text -> text.startsWith("test:8: ") && text.contains("primary partitions first"));
        assertThat(found).anyMatch(text -> text.startsWith("test:5: ") && text.contains("four primary"));
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
