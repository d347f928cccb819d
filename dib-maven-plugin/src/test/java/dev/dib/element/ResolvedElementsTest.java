// SPDX-License-Identifier: Apache-2.0
package dev.dib.element;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dib.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResolvedElementsTest {

    @TempDir
    private Path directory;

    @Test
    void readsWhatItWrote() throws IOException {
        Path odd = Files.createDirectory(directory.toRealPath().resolve("a \"b\" \\c: #d é"));
        var folders = new Folders(odd).element("vm", "base", "").element("base", "", "x");
        List<Element> elements = List.of(
                folders.path().find("base").orElseThrow(),
                folders.path().find("vm").orElseThrow());
        Path file = directory.resolve("target/elements.yaml");

        ResolvedElements.write(elements, file);

        assertThat(ResolvedElements.read(file)).isEqualTo(elements);
        assertThat(file.resolveSibling("elements.yaml.part")).doesNotExist();
    }

    @Test
    void noElementsAreNone() throws IOException {
        Path file = directory.resolve("elements.yaml");
        ResolvedElements.write(List.of(), file);
        assertThat(ResolvedElements.read(file)).isEmpty();
    }

    @Test
    void saysWhichGoalWritesIt() {
        assertThatThrownBy(() -> ResolvedElements.read(directory.resolve("elements.yaml")))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("dib:resolve");
    }

    @Test
    void saysWhichLineNamesAFolderThatIsGone() throws IOException {
        Path file = Files.writeString(directory.resolve("elements.yaml"), "vm: \"" + directory.resolve("vm") + "\"\n");
        assertThatThrownBy(() -> ResolvedElements.read(file))
                .isInstanceOf(ProblemException.class)
                .hasMessageStartingWith(file + ":1: names a folder that is not there");
    }
}
