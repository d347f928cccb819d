// SPDX-License-Identifier: Apache-2.0
package dev.dib;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dib.disk.config.FileSystemType;
import dev.dib.disk.config.Size;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the schemas, which editors read, and the readers, which builds use, to one another. */
class SchemaTest {

    private static final Path ELEMENTS = Path.of("../elements");

    private static final String DISK = """
            - local_loop:
                name: image0
                size: 4GiB
                block_size: 512
            - partitioning:
                base: image0
                label: gpt
                align: 1MiB
                partitions:
                  - name: ESP
                    type: 'EF00'
                    size: 550MiB
                    flags: [ boot ]
                    mkfs:
                      type: vfat
                      label: ESP
                      uuid: 0123-ABCD
                      mount:
                        mount_point: /boot/efi
                        fstab:
                          options: "umask=0077"
                          dump-freq: 0
                          fsck-passno: 2
                  - name: root
                    type: 8300
                    size: 100%
            - mkfs: {name: mkfs_root, base: root, opts: -i 4096}
            - mount: {name: mount_root, base: mkfs_root, mount_point: /}
            - fstab: {base: mount_root}
            """;

    private static final String LVM = """
            - local_loop: {name: image0}
            - partitioning:
                base: image0
                label: gpt
                partitions:
                  - {name: root, size: 100%}
            - lvm:
                name: lvm
                base: [ root ]
                pvs:
                  - {name: pv, base: root, options: [ --force ]}
                vgs:
                  - {name: vg, base: [ pv ], options: [ -s, 8m ]}
                lvs:
                  - {name: lv_root, base: vg, size: 2GiB, mkfs: {type: ext4, mount: {mount_point: /}}}
                  - {name: lv_var, base: vg, extents: 20%VG}
            """;

    /** Whom an example pleases: both, neither, or the schema only, which does not see the whole. */
    enum Verdict {
        GOOD,
        BAD,
        UNFIT
    }

    record Example(Schema schema, Verdict verdict, String text) {

        @Override
        public String toString() {
            return schema + " " + verdict + ": " + text.replace("\n", "\\n");
        }
    }

    static Stream<Example> examples() {
        return Stream.of(
                        all(
                                Schema.PACKAGE_INSTALLS,
                                Verdict.GOOD,
                                "",
                                "~",
                                "tar:",
                                "tar: {}",
                                "tar: []",
                                "{\"tar\": null}",
                                "tar:\n  phase: post-install.d\n  uninstall: true",
                                "tar:\n  phase:\n  arch: amd64, arm64\n  dib_python_version: 3",
                                "tar:\n- arch: amd64\n- not-arch: amd64\n  build-only:\n-",
                                "tar:\n  when: A = b",
                                "tar:\n  when: [A=b, ' B  !=  c d ', C =]",
                                "tar:\n  when: []",
                                "lib-x++.2: {installtype: source}",
                                "on: {uninstall: off}"),
                        all(
                                Schema.PACKAGE_INSTALLS,
                                Verdict.BAD,
                                "tar",
                                "- tar",
                                "1",
                                "a b:",
                                "'':",
                                "$(id):",
                                "tar: yes",
                                "tar: {pahse: install.d}",
                                "tar: {phase: instal.d}",
                                "tar: {phase: finalise.d}",
                                "tar: {phase: [install.d]}",
                                "tar: {arch: a, not-arch: b}",
                                "tar: {arch: [a, b]}",
                                "tar: [[]]",
                                "tar: [a]",
                                "tar: {when: }",
                                "tar: {when: A}",
                                "tar: {when: 1A = b}",
                                "tar: {when: A > b}",
                                "tar: {when: {A: b}}",
                                "tar: {when: [A = b, [B = c]]}",
                                "tar: {uninstall: {}}"),
                        all(
                                Schema.PKG_MAP,
                                Verdict.GOOD,
                                "{}",
                                "{\"default\": {\"a\": \"b c\", \"d\": \"\"}}",
                                "{\"family\": {\"redhat\": {\"a\": \"b\"}}, \"distro\": {\"debian\": {}}}",
                                "{\"release\": {\"debian\": {\"bookworm\": {\"a\": \"b\"}}}}"),
                        all(
                                Schema.PKG_MAP,
                                Verdict.BAD,
                                "",
                                "[]",
                                "\"a\"",
                                "{\"defaults\": {}}",
                                "{\"default\": {\"a\": null}}",
                                "{\"default\": {\"a\": 1}}",
                                "{\"default\": {\"a\": [\"b\"]}}",
                                "{\"default\": {\"a b\": \"c\"}}",
                                "{\"default\": {\"a\": \"$(id)\"}}",
                                "{\"default\": []}",
                                "{\"default\": null}",
                                "{\"distro\": {\"debian\": \"a\"}}",
                                "{\"distro\": {\"de bian\": {}}}",
                                "{\"release\": {\"debian\": {\"bookworm\": \"a\"}}}",
                                "{\"default\": {},}"),
                        all(
                                Schema.SVC_MAP,
                                Verdict.GOOD,
                                "{}",
                                "ssh:\n  default: sshd\n  debian: ssh",
                                "ssh: {redhat: sshd, suse: sshd, opensuse: on}",
                                "ssh: {default: 'a b'}"),
                        all(
                                Schema.SVC_MAP,
                                Verdict.BAD,
                                "",
                                "- ssh",
                                "ssh",
                                "ssh: sshd",
                                "ssh:",
                                "ssh: {default: }",
                                "ssh: {default: ''}",
                                "ssh: {default: ' '}",
                                "ssh: {default: [a]}",
                                "ssh: {de bian: a}",
                                "s sh: {debian: a}",
                                "ssh: {debian: 'a;b'}"),
                        all(
                                Schema.BLOCK_DEVICE,
                                Verdict.GOOD,
                                DISK,
                                DISK.replace("4GiB", "4294967296").replace("type: 8300", "type:"),
                                DISK.replace("gpt", "MBR")
                                        .replace("'EF00'", "0x0c")
                                        .replace("type: 8300", "type: 83"),
                                DISK.replace("8300", "0FC63DAF-8483-4772-8E79-3D69D8477DE4"),
                                DISK.replace("type: vfat", "type: swap")
                                        .replace("0123-ABCD", "0fc63daf-8483-4772-8e79-3d69d8477de4")
                                        .replace("/boot/efi", "none"),
                                "- local_loop: {name: a, mkfs: {type: ext4, mount: {mount_point: /, fstab: }}}",
                                LVM,
                                LVM.replace("[ root ]", "root").replace("[ pv ]", "pv"),
                                LVM.replace("2GiB", "30 %VG").replace("20%VG", "100"),
                                LVM.replace("2GiB", "50%").replace("20%VG", "100%free"),
                                LVM.replace("extents: 20%VG", "size: 4194304, extents: , type: ")),
                        Stream.of(
                                        swap("local_loop:", "local_lop:"),
                                        swap("- local_loop:\n    name: image0", "- local_loop:"),
                                        swap("size: 4GiB", "sise: 4GiB"),
                                        swap("size: 4GiB", "size: 4Gib"),
                                        swap("size: 4GiB", "size: '010'"),
                                        swap("size: 4GiB", "size: 1_000"),
                                        swap("size: 4GiB", "size: 10%"),
                                        swap("size: 4GiB", "size: [4]"),
                                        swap("size: 4GiB", "size: 0"),
                                        swap("block_size: 512", "block_size: 1024"),
                                        swap("block_size: 512", "base: image0"),
                                        swap("base: image0", "bse: image0"),
                                        swap("label: gpt", "label: dos"),
                                        swap("label: gpt", "label:"),
                                        swap("align: 1MiB", "align: lots"),
                                        swap("    partitions:", "    partition:"),
                                        swap("name: ESP", "nmae: ESP"),
                                        swap("type: 'EF00'", "type: Linux"),
                                        swap("size: 550MiB", "size: big"),
                                        swap("        size: 550MiB\n", ""),
                                        swap("flags: [ boot ]", "flags: boot"),
                                        swap("flags: [ boot ]", "flags: [ bot ]"),
                                        swap("type: vfat", "type: vfatt"),
                                        swap("uuid: 0123-ABCD", "uuid: '0123'"),
                                        swap("mount_point: /boot/efi", "mount_point: boot/efi"),
                                        swap("mount_point: /boot/efi", "mount_point: /boot/../efi"),
                                        swap("mount_point: /boot/efi", "mount_point:"),
                                        swap("umask=0077", "a b"),
                                        swap("fsck-passno: 2", "fsck-passno: 10"),
                                        swap("fsck-passno: 2", "fsck-passno: two"),
                                        swap("fsck-passno: 2", "fck-passno: 2"),
                                        swap("dump-freq: 0", "dump-freq: -1"),
                                        swap(", base: root,", ","),
                                        swap("- mkfs: {", "- mkfs: {size: 1MiB, "),
                                        LVM.replace("    pvs:", "    pv:"),
                                        LVM.replace("    lvs:", "    lvs: []\n    volumes:"),
                                        LVM.replace("[ --force ]", "--force"),
                                        LVM.replace("name: pv,", ""),
                                        LVM.replace("base: [ pv ]", "base: []"),
                                        LVM.replace("name: vg,", "name: a/b,"),
                                        LVM.replace("extents: 20%VG", "extents: 20%"),
                                        LVM.replace("extents: 20%VG", "extents: 0"),
                                        LVM.replace("extents: 20%VG", "extents: 20%LV"),
                                        LVM.replace("extents: 20%VG", "extents: 20%VG, size: 1G"),
                                        LVM.replace(", extents: 20%VG", ""),
                                        LVM.replace("extents: 20%VG", "extents: 20%VG, type: thin"),
                                        LVM.replace("size: 2GiB", "size: 2Gib"),
                                        "",
                                        "[]",
                                        "local_loop: {name: a}",
                                        "- local_loop",
                                        "- local_loop: a",
                                        "- {}")
                                .map(text -> new Example(Schema.BLOCK_DEVICE, Verdict.BAD, text)),
                        Stream.of(
                                        swap("size: 4GiB", "size: 010"),
                                        swap("align: 1MiB", "align: 1000"),
                                        swap("base: image0", "base: image1"),
                                        swap("name: root", "name: ESP"),
                                        swap("mount_point: /}", "mount_point: /srv}"),
                                        swap("label: ESP", "label: MUCH-TOO-LONG"),
                                        swap("size: 100%", "size: 101%"),
                                        swap("type: 'EF00'", "type: 'EF99'"),
                                        swap("type: vfat", "type:"),
                                        LVM.replace("--force", "--metadatasize"),
                                        LVM.replace("-s, 8m", "-s, 3k"),
                                        LVM.replace("20%VG", "101%VG"),
                                        LVM.replace("base: vg, extents", "base: pv, extents"),
                                        LVM.replace("name: lv_var", "name: snapshot"))
                                .map(text -> new Example(Schema.BLOCK_DEVICE, Verdict.UNFIT, text)))
                .flatMap(examples -> examples);
    }

    private static Stream<Example> all(Schema schema, Verdict verdict, String... texts) {
        return Arrays.stream(texts).map(text -> new Example(schema, verdict, text));
    }

    private static String swap(String right, String wrong) {
        assertThat(DISK).contains(right);
        return DISK.replace(right, wrong);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    void schemaAndReaderAgree(Example example) throws IOException {
        String schema = example.schema().complaint(example.text());
        String reader = example.schema().problems(example.text());
        if (example.verdict() == Verdict.GOOD) {
            assertThat(reader).as("what the reader says").isEmpty();
        } else {
            assertThat(reader).as("what the reader says").isNotEmpty();
        }
        if (example.verdict() == Verdict.BAD) {
            assertThat(schema).as("what the schema says").isNotEmpty();
        } else {
            assertThat(schema).as("what the schema says").isEmpty();
        }
    }

    /** Whatever the reader takes, an editor must not underline. */
    @RepeatedTest(200)
    void theSchemaTakesWhatTheReaderTakes(RepetitionInfo repetition) throws IOException {
        var random = new Random(repetition.getCurrentRepetition());
        List<Example> good =
                examples().filter(example -> example.verdict() == Verdict.GOOD).toList();
        for (int i = 0; i < 20; i++) {
            Example example = good.get(random.nextInt(good.size()));
            String text = mutated(example.text(), random);
            if (example.schema().problems(text).isEmpty()) {
                assertThat(example.schema().complaint(text)).as(text).isEmpty();
            }
        }
    }

    private static String mutated(String text, Random random) {
        List<String> words = new ArrayList<>(List.of(text.split("(?<=[\\s:,{}\\[\\]\"'])|(?=[\\s:,{}\\[\\]\"'])", -1)));
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = random.nextInt(words.size());
            switch (random.nextInt(4)) {
                case 0 -> words.set(at, words.get(random.nextInt(words.size())));
                case 1 -> words.set(at, "");
                case 2 -> words.add(at, words.get(random.nextInt(words.size())));
                default ->
                    words.set(
                            at,
                            List.of(
                                            "null", "true", "no", "0", "-1", "007", "1e3", "~", "x y", "''", "/", "%",
                                            "1.", "[]")
                                    .get(random.nextInt(14)));
            }
        }
        return String.join("", words);
    }

    @ParameterizedTest
    @EnumSource(Schema.class)
    void takesWhatTheElementsHereDeclare(Schema schema) throws IOException {
        String pattern = switch (schema) {
            case PACKAGE_INSTALLS -> "package-installs\\.(yaml|json)";
            case PKG_MAP -> "pkg-map";
            case SVC_MAP -> "svc-map";
            case BLOCK_DEVICE -> "block-device-.*\\.yaml";
        };
        List<Path> files;
        try (Stream<Path> all = Files.find(
                ELEMENTS,
                5,
                (path, attributes) -> attributes.isRegularFile()
                        && path.getFileName().toString().matches(pattern))) {
            files = all.toList();
        }
        assertThat(files.isEmpty() && schema != Schema.SVC_MAP)
                .as("no files below %s", ELEMENTS.toAbsolutePath())
                .isFalse();
        for (Path file : files) {
            assertThat(schema.complaint(Files.readString(file))).as("%s", file).isEmpty();
            assertThat(schema.problems(Files.readString(file))).as("%s", file).isEmpty();
        }
    }

    @Test
    void namesWhatTheReaderKnows() {
        JsonNode nodes = Schema.BLOCK_DEVICE.text().get("definitions");
        Set<String> types =
                Arrays.stream(FileSystemType.values()).map(FileSystemType::word).collect(Collectors.toSet());
        types.add("null");
        assertThat(nodes.at("/mkfs/properties/type/enum"))
                .extracting(JsonNode::asText)
                .containsExactlyInAnyOrderElementsOf(types);
        for (String unit : Size.UNITS.keySet()) {
            String size = nodes.at("/size/anyOf/0/pattern").asText();
            assertThat("1" + unit).matches(size);
            assertThat("1" + unit + "x").doesNotMatch(size);
        }
    }
}
