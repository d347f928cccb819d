// SPDX-License-Identifier: Apache-2.0
package dev.dib.element;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dib.problem.ProblemException;
import dev.dib.problem.Problems;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ElementGraphTest {

    @TempDir
    private Path directory;

    private Folders folders;

    @BeforeEach
    void system() throws IOException {
        folders = new Folders(directory).element("debian", "", "operating-system");
    }

    @Test
    void addsWhatIsDependedOnByName() throws IOException {
        folders.element("vm", "bootloader", "")
                .element("bootloader", "pkg-map", "")
                .element("pkg-map", "", "");
        assertThat(folders.expand("vm", "debian")).containsExactly("bootloader", "debian", "pkg-map", "vm");
    }

    @Test
    void circlesOfDependenciesAreNoHarm() throws IOException {
        folders.element("a", "b a", "").element("b", "a", "");
        assertThat(folders.expand("a", "debian")).containsExactly("a", "b", "debian");
    }

    @Test
    void aProviderStandsInAlsoForWhatTheOtherDependsOn() throws IOException {
        folders.element("app", "init", "")
                .element("init", "only-for-init", "")
                .element("only-for-init", "", "")
                .element("my-init", "", "init");
        assertThat(folders.expand("app", "my-init", "debian")).containsExactly("app", "debian", "my-init");
    }

    @Test
    void whatAReplacedElementProvidesIsNotProvided() throws IOException {
        folders.element("a", "", "b").element("b", "", "c").element("c", "", "").element("app", "b c", "");
        assertThat(folders.expand("a", "app", "debian")).containsExactly("a", "app", "c", "debian");
    }

    @Test
    void longChainsOfReplacementsAreSettled() throws IOException {
        var all = new StringBuilder("e0");
        for (int i = 0; i < 30; i++) {
            folders.element("e" + i, "", "e" + (i + 1));
            all.append(" e").append(i + 1);
        }
        folders.element("e30", "", "").element("app", all.toString(), "");
        assertThat(folders.expand("app", "debian"))
                .hasSize(2 + 16)
                .contains("e0", "e2", "e30")
                .doesNotContain("e1");
    }

    @Test
    void anElementMayProvideItself() throws IOException {
        folders.element("a", "", "a");
        assertThat(folders.expand("a", "debian")).containsExactly("a", "debian");
    }

    @Test
    void twoMustNotProvideTheSame() throws IOException {
        folders.element("ubuntu", "", "operating-system");
        assertProblems(List.of("debian", "ubuntu"), "'operating-system' is provided by debian and ubuntu");
    }

    @Test
    void whatIsWantedMustNotBeProvidedByAnother() throws IOException {
        folders.element("init", "", "").element("my-init", "", "init");
        assertProblems(List.of("debian", "init", "my-init"), "'init' is already provided by 'my-init'");
    }

    @Test
    void somethingHasToBringAnOperatingSystem() throws IOException {
        folders.element("vm", "", "");
        assertProblems(List.of("vm"), "none of them brings an operating system");
    }

    @Test
    void elementsMustNotReplaceOneAnother() throws IOException {
        folders.element("a", "", "b").element("b", "", "a");
        assertProblems(List.of("a", "b", "debian"), "elements replace those that bring them in: a for b, b for a");
    }

    @Test
    void anElementMustNotReplaceWhatBroughtItIn() throws IOException {
        folders.element("app", "a", "").element("a", "b", "").element("b", "", "a");
        assertProblems(List.of("app", "debian"), "elements replace those that bring them in: b for a");
    }

    @Test
    void everythingThatIsMissingIsNamedAtOnce() throws IOException {
        folders.element("vm", "bootlaoder", "").element("bootloader", "", "");
        assertThatThrownBy(() -> folders.expand("vm", "debain"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problems())
                                .extracting(Object::toString)
                                .containsExactly(
                                        "elements: there is no element 'debain'. To fix: write 'debian' if you meant that",
                                        directory.resolve("vm/element-deps")
                                                + ":1: there is no element 'bootlaoder'. To fix: write 'bootloader' if you meant"
                                                + " that"));
    }

    @Test
    void whatIsElsewhereIsToldHowToGet() throws IOException {
        folders.element("vm", "cloud-init", "");
        var problems = new Problems();
        List<Element> found = ElementGraph.expand(
                Arrays.asList("vm", "debain", "cloud-intt", null, "a b"),
                folders.path(),
                () -> Map.of("cloud-init", "add cloud-init to the pom"),
                problems);
        assertThat(found).extracting(Element::name).containsExactly("vm");
        assertThat(problems.list())
                .extracting(Object::toString)
                .containsExactly(
                        "elements: one of them has no name. To fix: remove the empty entry",
                        "elements: 'a b' is no name of an element. To fix: use letters, digits and _ . + -",
                        "elements: there is no element 'cloud-intt'. To fix: write 'cloud-init' if you meant that",
                        "elements: there is no element 'debain'. To fix: write 'debian' if you meant that",
                        directory.resolve("vm/element-deps")
                                + ":1: there is no element 'cloud-init'. To fix: add cloud-init to the pom");
    }

    @Test
    void whatIsWrongWithAnElementCountsIfItIsPartOfTheImage() throws IOException {
        folders.element("vm", "debian", "").element("odd", "a,b", "");
        assertThat(folders.expand("vm")).containsExactly("debian", "vm");
        assertProblems(List.of("vm", "odd"), "'a,b' is no name of an element");
    }

    @Test
    void namesThatDifferInTheirCapitalsAreDifferent() throws IOException {
        folders.element("Motd", "", "").element("motd", "", "");
        assertThat(folders.expand("debian", "Motd", "motd")).containsExactly("Motd", "debian", "motd");
        assertThatThrownBy(() -> folders.expand("Debian")).hasMessageContaining("write 'debian' if you meant that");
    }

    @Test
    void defaultsAreThoseOfDiskImageCreate() {
        assertThat(ElementGraph.withDefaults(List.of("vm", "debian"), "amd64", false))
                .containsExactly("base", "vm", "debian", "block-device-mbr");
        assertThat(ElementGraph.withDefaults(List.of("vm"), "arm64", true)).containsExactly("vm", "block-device-efi");
        assertThat(ElementGraph.withDefaults(List.of("vm", "block-device-gpt", "base"), "amd64", false))
                .containsExactly("base", "vm", "block-device-gpt");
    }

    private void assertProblems(List<String> wanted, String... messages) {
        assertThatThrownBy(() -> folders.expand(wanted))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problems())
                                .extracting(problem -> problem.message())
                                .containsExactly(messages));
    }
}
