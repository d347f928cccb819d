// SPDX-License-Identifier: Apache-2.0
package dev.dib.element;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dib.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ElementPathTest {

    @TempDir
    private Path directory;

    private Path one;
    private Path two;

    @BeforeEach
    void folders() throws IOException {
        directory = directory.toRealPath();
        one = Files.createDirectory(directory.resolve("one"));
        two = Files.createDirectory(directory.resolve("two"));
    }

    @Test
    void theEarlierFolderReplacesTheLaterAsAWhole() throws IOException {
        new Folders(one).element("vm", "a", "");
        new Folders(two).element("vm", "b", "x").element("base", "", "");

        ElementPath path = ElementPath.of(List.of(one, two));

        assertThat(path.names()).containsExactly("base", "vm");
        assertThat(path.find("vm")).contains(new Element("vm", one.resolve("vm"), List.of("a"), List.of()));
        assertThat(path.find("base")).isPresent();
        assertThat(path.find("debian")).isEmpty();
        assertThat(path.overrides()).containsExactly(one.resolve("vm") + " overrides " + two.resolve("vm"));
    }

    @Test
    void passesOverFilesAndHiddenFolders() throws IOException {
        Files.writeString(one.resolve("README"), "");
        Files.createDirectory(one.resolve(".git"));
        assertThat(ElementPath.of(List.of(one)).names()).isEmpty();
    }

    @Test
    void namesAllFoldersThatAreNone() {
        Path gone = directory.resolve("gone");
        Path lost = directory.resolve("lost");
        assertThatThrownBy(() -> ElementPath.of(List.of(gone, lost)))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining(gone + " is not a folder")
                .hasMessageContaining(lost + " is not a folder");
    }

    @Test
    void anElementIsNoFolderOfElements() throws IOException {
        new Folders(one).element("vm", "", "");
        assertThatThrownBy(() -> ElementPath.of(List.of(one.resolve("vm"))))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("is an element, not a folder of elements. To fix: name the folder above it");
    }

    @Test
    void passesOverLinksThatGoInCircles() throws IOException {
        new Folders(one).element("vm", "", "");
        Files.createSymbolicLink(one.resolve("loop"), Path.of("loop"));
        Files.createSymbolicLink(one.resolve("vm/again"), Path.of("../vm"));
        assertThat(ElementPath.of(List.of(one)).names()).containsExactly("vm");
    }

    @Test
    void aLinkCannotSmuggleInAName() throws IOException {
        Path odd = Files.createDirectory(two.resolve("odd\tname"));
        Files.createSymbolicLink(one.resolve("link"), odd);
        assertThatThrownBy(() -> ElementPath.of(List.of(one)))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("whose name is none of an element");
    }
}
