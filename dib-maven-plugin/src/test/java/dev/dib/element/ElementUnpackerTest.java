// SPDX-License-Identifier: Apache-2.0
package dev.dib.element;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dib.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ElementUnpackerTest {

    @TempDir
    private Path directory;

    private Path zip;
    private Path elements;

    @BeforeEach
    void paths() {
        zip = directory.resolve("vm.zip");
        elements = directory.resolve("elements");
    }

    @AfterEach
    void nothingIsLeftBehind() throws IOException {
        try (var children = Files.list(elements)) {
            assertThat(children)
                    .allMatch(child -> child.getFileName().toString().equals("vm"));
        }
        try (var children = Files.list(directory)) {
            assertThat(children).as("nothing is written elsewhere").containsOnly(zip, elements);
        }
    }

    @Test
    void replacesWhatIsThere() throws IOException {
        try (Zip out = Zip.ofElement(zip)) {
            out.link("static/root", "/")
                    .link("a", "install.d")
                    .directory("install.d")
                    .file("install.d/10-a", 0755, "");
        }
        unpack();
        try (Zip out = Zip.ofElement(zip)) {
            out.file("b", 0644, "b");
        }
        unpack();
        assertThat(elements.resolve("vm/b")).hasContent("b");
        assertThat(elements.resolve("vm/a")).doesNotExist();
    }

    @Test
    void modesAreOnlyThoseOfElements() throws IOException {
        try (Zip out = Zip.ofElement(zip)) {
            out.file("a", 04777, "").file("b", 0, "");
        }
        unpack();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(elements.resolve("vm/a"))))
                .isEqualTo("rwxr-xr-x");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(elements.resolve("vm/b"))))
                .isEqualTo("rw-r--r--");
    }

    @Test
    void givesScriptsBackTheirLostExecutableBit() throws IOException {
        String script = "#!/bin/sh\n";
        try (Zip out = Zip.withoutModes(zip)) {
            out.file("install.d/10-a", 0, script)
                    .file("install.d/a-source-install/10-a", 0, script)
                    .file("bin/tool.sh", 0, script)
                    .file("install.d/data", 0, "no script")
                    .file("install.d/sourced-by-a.sh", 0, script)
                    .file("environment.d/10-a", 0, script)
                    .file("static/script", 0, script);
        }
        var unpacker = new ElementUnpacker(zip);
        unpacker.unpackBelow(elements);
        assertThat(unpacker.repaired())
                .containsExactlyInAnyOrder("install.d/10-a", "install.d/a-source-install/10-a", "bin/tool.sh");
        assertThat(elements.resolve("vm/install.d/10-a")).isExecutable();
        assertThat(Files.getPosixFilePermissions(elements.resolve("vm/environment.d/10-a")))
                .noneMatch(permission -> permission.name().endsWith("EXECUTE"));
    }

    @Test
    void leavesModesAloneWhereTheZipHasThem() throws IOException {
        try (Zip out = Zip.ofElement(zip)) {
            out.file("install.d/10-a", 0644, "#!/bin/sh\n");
        }
        var unpacker = new ElementUnpacker(zip);
        unpacker.unpackBelow(elements);
        assertThat(unpacker.repaired()).isEmpty();
        assertThat(Files.isExecutable(elements.resolve("vm/install.d/10-a"))).isFalse();
    }

    @Test
    void tellsWhoseTheZipIsWithoutUnpackingIt() throws IOException {
        try (Zip out = Zip.plain(zip)) {
            out.file(ElementMarker.PATH, 0644, "format=1\nname=vm\nversion=1\ndependencies=a b\nprovides=c\n");
        }
        ElementMarker marker = new ElementUnpacker(zip).marker();
        Files.createDirectories(elements);
        assertThat(marker).isEqualTo(new ElementMarker(1, "vm", "1", List.of("a", "b"), List.of("c")));
        assertThat(marker.answersTo("vm")).isTrue();
        assertThat(marker.answersTo("c")).isTrue();
        assertThat(marker.answersTo("a")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../evil",
                "a/../../evil",
                "..",
                ".",
                "a/./b",
                "/evil",
                "//evil",
                "a//b",
                "\\evil",
                "..\\evil",
                "C:evil",
                "a\nb",
                "a\u0000b",
                "a\u001b[2Jb",
                "a?b",
                "a*b",
                "META-INF/../../evil",
                "META-INF/dib/../../../evil"
            })
    void refusesNamesThatAreNoSafePath(String name) throws IOException {
        try (Zip out = Zip.ofElement(zip)) {
            out.file("a-good-one", 0644, "").file(name, 0644, "evil");
        }
        assertRefused("");
        try (Zip out = Zip.ofElement(zip)) {
            out.link(name, "a");
        }
        assertRefused("");
    }

    @Test
    void refusesAnEmptyName() throws IOException {
        try (Zip out = Zip.ofElement(zip)) {
            out.directory("");
        }
        assertRefused("no safe path");
    }

    @ParameterizedTest
    @CsvSource({
        "a, /etc/passwd",
        "a, ..",
        "a, ../evil",
        "a/b, ../../evil",
        "a/b, ../../vm/c",
        "a, ''",
        "a, static/out",
        "a, static/out/etc/passwd",
        "a, STATIC/out",
        "a, d/../../evil",
        "a, d/c"
    })
    void refusesLinksThatLeaveTheElement(String name, String target) throws IOException {
        try (Zip out = Zip.ofElement(zip)) {
            out.link("static/out", "/").link("d", "x/y").link(name, target);
        }
        assertRefused("leads out of the element");
    }

    @Test
    void refusesALinkWithAHugeTarget() throws IOException {
        try (Zip out = Zip.ofElement(zip)) {
            out.link("a", "a".repeat(5000));
        }
        assertRefused("more than 4096 bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"static/out/etc/evil", "static/OUT/evil"})
    void writesNothingThroughALink(String name) throws IOException {
        try (Zip out = Zip.ofElement(zip)) {
            out.link("static/out", directory.toString()).file(name, 0644, "evil");
        }
        assertRefused("below a link");
        try (Zip out = Zip.ofElement(zip)) {
            out.link("static/out", directory.toString()).link(name, "evil");
        }
        assertRefused("below a link");
        try (Zip out = Zip.ofElement(zip)) {
            out.directory(name).link("static/out", directory.toString());
        }
        assertRefused("static/out");
    }

    @ParameterizedTest
    @CsvSource({"a, a", "a, A", "d/a, D/b", "d/a, D", "é, e\u0301", "a, a/b", "a/b, a", "Straße, STRAßE"})
    void refusesNamesThatClash(String one, String other) throws IOException {
        try (Zip out = Zip.ofElement(zip)) {
            out.file(one, 0644, "").file(other, 0644, "");
        }
        assertRefused("");
    }

    @Test
    void aFolderMayBeListedAfterWhatIsInIt() throws IOException {
        try (Zip out = Zip.ofElement(zip)) {
            out.file("d/a", 0644, "").directory("d");
        }
        unpack();
        assertThat(elements.resolve("vm/d/a")).exists();
    }

    @Test
    void refusesBombs() throws IOException {
        try (Zip out = Zip.ofElement(zip)) {
            out.zeros("a", 1 << 20).zeros("b", 1 << 20);
        }
        assertThat(zip).satisfies(file -> assertThat(Files.size(file)).isLessThan(10_000));
        assertThatThrownBy(
                        () -> new ElementUnpacker(zip, new ElementUnpacker.Bounds(10, 1 << 20)).unpackBelow(elements))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("unpacks to more than 1 MiB");
        assertThatThrownBy(() -> new ElementUnpacker(zip, new ElementUnpacker.Bounds(2, 1 << 30)).unpackBelow(elements))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("has 3 entries, more than 2");
    }

    @Test
    void refusesAMarkerThatIsABomb() throws IOException {
        try (Zip out = Zip.plain(zip)) {
            out.zeros(ElementMarker.PATH, 2 << 20);
        }
        assertRefused("more than");
    }

    @Test
    void refusesAZipWithoutAMarker() throws IOException {
        try (Zip out = Zip.plain(zip)) {
            out.file("install.d/10-a", 0755, "");
        }
        assertRefused("is not the archive of an element");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "format=2\nname=vm\n",
                "format=x\nname=vm\n",
                "format=99999999999\nname=vm\n",
                "name=vm\n",
                "format=1\n",
                "format=1\nname=../vm\n",
                "format=1\nname=a b\n",
                "format=1\nname=\\uZZZZ\n",
                "format=1\nname=.vm\n"
            })
    void refusesAMarkerThatItDoesNotUnderstand(String marker) throws IOException {
        try (Zip out = Zip.plain(zip)) {
            out.file(ElementMarker.PATH, 0644, marker);
        }
        assertRefused("");
    }

    @Test
    void whatIsNoZipIsAProblem() throws IOException {
        Files.writeString(zip, "<html>404</html>");
        assertRefused("is no zip that can be read");
        Files.write(zip, new byte[0]);
        assertRefused("");
    }

    private void unpack() throws IOException {
        new ElementUnpacker(zip).unpackBelow(elements);
    }

    private void assertRefused(String why) {
        assertThatThrownBy(this::unpack)
                .isInstanceOf(ProblemException.class)
                .hasMessageStartingWith(zip.toString())
                .hasMessageContaining(why);
        assertThat(elements.resolve("vm")).doesNotExist();
    }
}
