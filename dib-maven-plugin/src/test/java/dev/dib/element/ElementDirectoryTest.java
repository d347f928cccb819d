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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ElementDirectoryTest {

    @TempDir
    private Path directory;

    private Path vm;

    @BeforeEach
    void vm() throws IOException {
        directory = directory.toRealPath();
        vm = Files.createDirectory(directory.resolve("vm"));
    }

    @Test
    void readsANameALine() throws IOException {
        Files.writeString(vm.resolve("element-deps"), "  b \n\n# a comment\n\ta\r\nb\n");
        Files.writeString(vm.resolve("element-provides"), "operating-system");

        assertThat(ElementDirectory.read(vm))
                .isEqualTo(new Element("vm", vm, List.of("b", "a"), List.of("operating-system")));
    }

    @Test
    void bothFilesMayBeMissing() throws IOException {
        assertThat(ElementDirectory.read(vm)).isEqualTo(new Element("vm", vm, List.of(), List.of()));
    }

    @Test
    void aLinkDoesNotRename() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("other"), vm);
        assertThat(ElementDirectory.read(link).name()).isEqualTo("vm");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "../a", "-a", ".a", "a/b", "a;b", "é"})
    void whatIsNoNameIsAProblemWithItsLine(String name) throws IOException {
        Path file = Files.writeString(vm.resolve("element-deps"), "base\n" + name + "\n");
        assertThatThrownBy(() -> ElementDirectory.read(vm))
                .isInstanceOf(ProblemException.class)
                .hasMessageStartingWith(file + ":2: '" + name + "' is no name of an element");
    }

    @Test
    void wrongBytesAreAProblem() throws IOException {
        Path file = Files.write(vm.resolve("element-deps"), new byte[] {(byte) 0xff});
        assertThatThrownBy(() -> ElementDirectory.read(vm))
                .isInstanceOf(ProblemException.class)
                .hasMessageStartingWith(file + ":1: is not UTF-8");
    }
}
