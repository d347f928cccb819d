// SPDX-License-Identifier: Apache-2.0
package dev.dib.image.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dib.element.Element;
import dev.dib.format.request.ConversionRequest;
import dev.dib.image.ImageDirectories;
import dev.dib.problem.Problem;
import dev.dib.problem.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the author of a pom or of an element can get wrong, and the sentence that tells it: before any work, all at once. Each
 * row is one mistake in an image that is good without it.
 */
class BadInputTest {

    /**
     * A row.
     *
     * @param mistake file of an element and its text, or a parameter and its value
     * @param sentences what is told; {@code ELEMENTS} stands for the folder of the elements. Nothing: it is no mistake
     */
    record Row(String where, String mistake, List<String> sentences) {

        Row(String where, String mistake, String... sentences) {
            this(where, mistake, List.of(sentences));
        }

        @Override
        public String toString() {
            return where + " = "
                    + mistake.replace("\n", "\\n").replace("\r", "\\r").substring(0, Math.min(60, mistake.length()));
        }
    }

    static Stream<Row> rows() {
        return Stream.of(
                // parameters
                new Row("arch", "amd46", "arch: 'amd46' is no architecture. To fix: write 'amd64' if you meant that"),
                new Row("arch", "AMD64", "arch: 'AMD64' is no architecture. To fix: write 'amd64' if you meant that"),
                new Row(
                        "formats",
                        "qcow",
                        "formats: there is no format 'qcow'. To fix: write 'qcow2' if you meant that"),
                new Row("imageSize", "8", "imageSize: '8' is no size. To fix: write a number with a unit"),
                new Row("imageSize", "8gib", "imageSize: '8gib' is no size"),
                new Row(
                        "imageSize",
                        "1MiB",
                        "imageSize: 1 MiB is too small: its partitions or volumes and their content need"),
                new Row("filesystem", "ext5", "filesystem: 'ext5' is not a file system that is known here"),
                new Row(
                        "rootLabel",
                        "a-label-of-20-letters",
                        "the label 'a-label-of-20-letters' has 21 bytes, ext4 takes at most 16"),
                new Row("environment", "NO-NAME", "environment: 'NO-NAME' is no name of a variable"),
                // elements that are wanted
                new Row(
                        "elements",
                        "tinny",
                        "elements: there is no element 'tinny'. To fix: write 'tiny' if you meant that"),
                new Row(
                        "elements",
                        "Tools",
                        "elements: there is no element 'Tools'. To fix: write 'tools' if you meant that"),
                new Row(
                        "elements",
                        "fedora",
                        "elements: there is no element 'fedora'. To fix: add the artifact that has it"),
                new Row("elements", "a b", "elements: 'a b' is no name of an element"),
                new Row("elements", "", "elements: one of them has no name. To fix: remove the empty entry"),
                new Row(
                        "elements",
                        "other-system",
                        "elements: 'operating-system' is provided by other-system and tiny. To fix: leave one of them"
                                + " out"),
                new Row("elements", "circle", new String[0]),
                // element-deps
                new Row(
                        "element-deps",
                        "tools\ntols\n",
                        "ELEMENTS/tiny/element-deps:2: there is no element 'tols'. To fix: write 'tools'"),
                new Row(
                        "element-deps",
                        "tools, base\n",
                        "ELEMENTS/tiny/element-deps:1: 'tools, base' is no name of an element"),
                new Row("element-deps", "\uFEFFtools\n", "ELEMENTS/tiny/element-deps:1: begins with a byte order mark"),
                new Row("element-deps", "to\u0007ols\n", "ELEMENTS/tiny/element-deps:1: has a control character in it"),
                new Row("element-deps", "# a comment\r\ntools\r\n", new String[0]),
                // package-installs
                new Row(
                        "package-installs.yaml",
                        "tar:\n  pahse: install.d\n",
                        "ELEMENTS/tiny/package-installs.yaml:2: package-installs knows no key 'pahse'. To fix: write"
                                + " 'phase'"),
                new Row(
                        "package-installs.yaml",
                        "tar:\n  phase: finalise.d\n",
                        "package-installs.yaml:2: nothing is installed in the phase 'finalise.d'. To fix: use one of"
                                + " install.d, post-install.d, pre-install.d"),
                new Row(
                        "package-installs.yaml",
                        "tar:\ntar:\n",
                        "package-installs.yaml:2: the key 'tar' stands here twice. To fix: remove one"),
                new Row("package-installs.yaml", "tar:\n\twhen: A=b\n", "package-installs.yaml:2: is not valid YAML"),
                new Row(
                        "package-installs.yaml",
                        "tar: " + "[".repeat(1000),
                        "package-installs.yaml",
                        "is not valid YAML"),
                new Row("package-installs.yaml", "a: &a [*a]\n", "package-installs.yaml:1"),
                new Row("package-installs.yaml", bomb(), "package-installs.yaml", "aliases"),
                new Row(
                        "package-installs.yaml",
                        "a:\n" + "#".repeat(5 << 20),
                        "package-installs.yaml: is larger than 4 MiB"),
                new Row("package-installs.yaml", "no:\n  uninstall: off\non:\r\n", new String[0]),
                new Row("package-installs.yaml", "\uFEFFtar:\r\n", new String[0]),
                // pkg-map, svc-map
                new Row("pkg-map", "{\"default\": {\"a\": \"b\",}}", "ELEMENTS/tiny/pkg-map:1: is not valid JSON"),
                new Row(
                        "pkg-map",
                        "{\"defualt\": {}}",
                        "pkg-map:1: 'defualt' is no level of a pkg-map. To fix: write 'default'"),
                new Row("svc-map", "ssh: {debian: }\n", "ELEMENTS/tiny/svc-map:1: 'ssh' is not mapped to a name"),
                // source-repository
                new Row(
                        "source-repository-x",
                        "x gti /opt/x https://example.com/x\n",
                        "ELEMENTS/tiny/source-repository-x:1: the type 'gti' is not known. To fix: write 'git'"),
                new Row(
                        "source-repository-x",
                        "x git opt/x https://example.com/x\n",
                        "source-repository-x:1: the destination 'opt/x' is no absolute path in the image"),
                new Row(
                        "source-repository-x",
                        "x git /opt/x $(id)\n",
                        "source-repository-x:1: has a '$' or a '`' that begins no variable"),
                // block devices
                new Row(
                        "block-device-default.yaml",
                        "- local_lop: {name: image0}\n",
                        "ELEMENTS/tiny/block-device-default.yaml:1: 'local_lop' is not a kind of node that is known"
                                + " here. To fix: write 'local_loop'"),
                new Row(
                        "block-device-default.yaml",
                        disk("010"),
                        "block-device-default.yaml:",
                        "'010' is octal to YAML 1.1 and decimal to people"),
                new Row(
                        "block-device-default.yaml",
                        disk("8Gib"),
                        "has the unknown unit 'Gib'; write 'GiB' if you meant that"),
                new Row("block-device-default.yaml", disk("1GiB"), new String[0]),
                // hooks
                new Row(
                        "root.d/10-x",
                        "#!/bin/bash\r\ntrue\r\n",
                        "ELEMENTS/tiny/root.d/10-x:1: has a first line that ends with CR LF"),
                new Row(
                        "root.d/10-x",
                        "#!/opt/no/such\n",
                        "root.d/10-x:1: is run by '/opt/no/such', which is not on this host"),
                new Row("environment.d/10-x", "export A=b\r\n", "environment.d/10-x:1: has lines that end with CR LF"),
                new Row(
                        "install.d/20-tools",
                        "#!/bin/sh\n",
                        "install.d/20-tools: is brought by two elements, tiny and tools"));
    }

    private static String disk(String size) {
        return "- local_loop: {name: image0, size: " + size + ", mkfs: {name: mkfs_root, mount: {mount_point: /}}}\n";
    }

    private static String bomb() {
        var text = new StringBuilder("a0: &a0 [x, x, x]\n");
        for (int i = 1; i <= 16; i++) {
            text.append("a%d: &a%d [*a%d, *a%d, *a%d]\n".formatted(i, i, i - 1, i - 1, i - 1));
        }
        return text.toString();
    }

    @TempDir
    private Path directory;

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void isToldInOneSentence(Row row) throws IOException {
        List<String> problems = problems(List.of(row));
        assertThat(problems).hasSize(row.sentences().isEmpty() ? 0 : 1);
        for (String sentence : row.sentences()) {
            assertThat(problems.get(0))
                    .contains(sentence.replace("ELEMENTS", elements().toString()));
        }
        assertThat(directory.resolve("target")).as("target").doesNotExist();
    }

    @Test
    void allMistakesAreToldAtOnce() throws IOException {
        List<Row> rows = List.of(
                new Row("arch", "amd46"),
                new Row("formats", "qcow"),
                new Row("imageSize", "8"),
                new Row("elements", "tinny"),
                new Row("element-deps", "tools\ntols\n"),
                new Row("package-installs.yaml", "tar: yes\n"),
                new Row("pkg-map", "["),
                new Row("svc-map", "- a\n"),
                new Row("source-repository-x", "x\n"),
                new Row("block-device-default.yaml", "- a\n"),
                new Row("root.d/10-x", "#!bash\n"));
        assertThat(problems(rows)).hasSize(rows.size());
    }

    private Path elements() throws IOException {
        return directory.toRealPath().resolve("elements");
    }

    private List<String> problems(List<Row> rows) throws IOException {
        file("tiny", "element-provides", "operating-system\n");
        file("tools", "install.d/20-tools", "#!/bin/sh\n");
        file("other-system", "element-provides", "operating-system\n");
        file("circle", "element-deps", "circle-too\n");
        file("circle-too", "element-deps", "circle\n");
        List<String> wanted = new ArrayList<>(List.of("tiny", "tools"));
        Map<String, String> said = new java.util.HashMap<>();
        for (Row row : rows) {
            if (row.where().equals("elements")) {
                wanted.add(row.mistake());
            } else if (row.where().matches(".*[-./].*|pkg-map")) {
                file("tiny", row.where(), row.mistake());
            } else {
                said.put(row.where(), row.mistake());
            }
        }
        var problems = new Problems();
        var variables = new Variables(
                said.containsKey("environment") ? Map.of(said.get("environment"), "x") : Map.of(), Map.of());
        String arch = said.get("arch");
        List<Element> found = new ElementRequest(wanted, List.of(elements()), elements(), true, false, null, arch)
                .check(variables, Map::of, note -> {}, problems);
        new ImageRequest(
                        "machine",
                        arch,
                        found,
                        false,
                        variables,
                        new DiskRequest(
                                said.get("imageSize"),
                                null,
                                said.get("filesystem"),
                                said.get("rootLabel"),
                                null,
                                null,
                                null,
                                null,
                                directory),
                        ConversionRequest.of(List.of(said.getOrDefault("formats", "qcow2")), "machine", "1", directory),
                        new HookRequest(List.of(), null, null, List.of(), 60, 60, false),
                        SecretRequest.none(),
                        new ImageDirectories(directory.resolve("target"), directory.resolve("cache")),
                        Optional.empty(),
                        false)
                .check(problems, warning -> {});
        return problems.list().stream().map(Problem::toString).toList();
    }

    private void file(String element, String name, String text) throws IOException {
        Path file = directory.resolve("elements").resolve(element).resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(
                file, PosixFilePermissions.fromString(text.startsWith("#!") ? "rwxr-xr-x" : "rw-r--r--"));
    }
}
