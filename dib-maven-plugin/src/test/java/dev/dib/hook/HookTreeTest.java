// SPDX-License-Identifier: Apache-2.0
package dev.dib.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dib.element.Element;
import dev.dib.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HookTreeTest {

    @TempDir
    private Path directory;

    @Test
    void mergesTheFoldersOfAllElements() throws IOException {
        Element a = element("a", "install.d/10-a", "static/etc/a.conf", "pkg-map", "tests/test_a.py", ".hidden");
        Element b = element("b", "install.d/20-b", "static/etc/b.conf", "pkg-map");
        Path merged = directory.resolve("hooks");

        HookTree.of(List.of(b, a)).writeTo(merged);

        assertThat(files(merged))
                .containsExactly(
                        "install.d/10-a", "install.d/20-b", "pkg-map", "static/etc/a.conf", "static/etc/b.conf");
        assertThat(merged.resolve("pkg-map"))
                .as("the last element by name wins at the top")
                .hasContent("b");
    }

    @Test
    void keepsModesAndLinks() throws IOException {
        Element a = element("a", "bin/tool");
        Path tool = a.directory().resolve("bin/tool");
        Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createSymbolicLink(a.directory().resolve("bin/alias"), Path.of("tool"));
        Path merged = directory.resolve("hooks");

        HookTree.of(List.of(a)).writeTo(merged);

        assertThat(merged.resolve("bin/tool")).isExecutable();
        assertThat(Files.readSymbolicLink(merged.resolve("bin/alias"))).isEqualTo(Path.of("tool"));
    }

    @Test
    void tellsWhichElementBroughtAHook() throws IOException {
        HookTree tree = HookTree.of(List.of(element("a", "install.d/10-a"), element("b", "install.d/20-b")));
        assertThat(tree.elementOf(Phase.INSTALL, "20-b")).isEqualTo("b");
        assertThat(tree.elementOf(Phase.INSTALL, "99-made-by-a-hook")).isEmpty();
    }

    @Test
    void tellsWhichElementBroughtAHookThatInstallTypesLinks() throws IOException {
        HookTree tree = HookTree.of(List.of(
                element("a", "install.d/tool-source-install/30-tool", "install.d/tool-package-install/40-same"),
                element("b", "install.d/other-source-install/40-same")));
        assertThat(tree.elementOf(Phase.INSTALL, "30-tool")).isEqualTo("a");
        assertThat(tree.elementOf(Phase.INSTALL, "40-same"))
                .as("of which of two")
                .isEmpty();
        assertThat(tree.elementOf(Phase.POST_INSTALL, "30-tool")).isEmpty();
    }

    @Test
    void refusesAHookThatTwoElementsBringAndNamesAllSuch() throws IOException {
        Element a = element("a", "install.d/10-x", "bin/tool", "install.d/package-install/1");
        Element b = element("b", "install.d/10-x", "bin/tool", "install.d/package-install/1");
        assertThatThrownBy(() -> HookTree.of(List.of(a, b)))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problems())
                                .extracting(problem -> problem.subject() + " " + problem.message())
                                .as("files deeper down may be the same")
                                .containsExactly(
                                        "bin/tool is brought by two elements, a and b",
                                        "install.d/10-x is brought by two elements, a and b"));
    }

    @Test
    void namesBothElementsIfOneHasAFileWhereTheOtherHasAFolder() throws IOException {
        Element a = element("a", "install.d/10-a", "root.d");
        Element b = element("b", "install.d/10-a/data/x", "root.d/10-b");
        assertThatThrownBy(() -> HookTree.of(List.of(a, b)))
                .hasMessageContaining("install.d/10-a: is a file of element 'a' and a folder of element 'b'")
                .hasMessageContaining("root.d: is a file of element 'a' and a folder of element 'b'");
        assertThatThrownBy(() -> HookTree.of(List.of(
                        element("c", "install.d/10-b"),
                        new Element("a", b.directory(), List.of(), List.of()),
                        element("d", "install.d/10-a"))))
                .hasMessageContaining("install.d/10-a: is brought by two elements, a and d");
    }

    @Test
    void refusesAPipeThatNobodyWouldEverWriteTo() throws Exception {
        Element a = element("a", "install.d/10-a");
        Path pipe = a.directory().resolve("install.d/pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        assertThatThrownBy(() -> HookTree.of(List.of(a)))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining(pipe + ": is a device, a pipe or a socket");
    }

    private Element element(String name, String... files) throws IOException {
        Path element = directory.resolve("elements").resolve(name);
        for (String file : files) {
            Path path = element.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, name);
        }
        return new Element(name, element, List.of(), List.of());
    }

    private static List<String> files(Path merged) throws IOException {
        try (var paths = Files.walk(merged)) {
            return paths.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
                    .map(path -> merged.relativize(path).toString())
                    .sorted()
                    .toList();
        }
    }
}
