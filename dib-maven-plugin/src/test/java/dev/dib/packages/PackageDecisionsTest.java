// SPDX-License-Identifier: Apache-2.0
package dev.dib.packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dib.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackageDecisionsTest {

    private static final Map<String, String> DEBIAN =
            Map.of("DISTRO_NAME", "debian", "DIB_RELEASE", "bookworm", "ARCH", "amd64");

    @TempDir
    private Path directory;

    private Declared declared;

    @BeforeEach
    void declared() {
        declared = new Declared(directory.resolve("elements"));
    }

    @Test
    void namesAreThoseOfTheDistribution() throws IOException {
        declared.installs("a", "x:\ny:\nz:\n")
                .file("a", "pkg-map", "{\"family\": {\"debian\": {\"x\": \"x1 x2\"}}, \"default\": {\"z\": \"\"}}");
        assertThat(declared.table("install", DEBIAN)).containsExactly("a x x1 x2", "a y y", "a z ");
        assertThat(declared.table("uninstall", DEBIAN)).isEmpty();
    }

    @Test
    void buildOnlyIsInstalledAndRemoved() throws IOException {
        declared.installs("a", "gcc: {build-only: true}\nvim: {uninstall: true}\n");
        assertThat(declared.table("install", DEBIAN)).containsExactly("a gcc gcc");
        assertThat(declared.table("uninstall", DEBIAN)).containsExactly("a gcc gcc", "a vim vim");
    }

    @Test
    void whoWantsAPackageWinsInItsPhase() throws IOException {
        declared.installs("a", "gcc: {build-only: true}\nvim: {uninstall: true}\nnano: {uninstall: true}\n")
                .installs("b", "gcc:\nvim:\nnano: {phase: post-install.d}\n");
        assertThat(declared.table("install", DEBIAN)).containsExactly("a gcc gcc", "b gcc gcc", "b vim vim");
        assertThat(declared.table("uninstall", DEBIAN)).containsExactly("a nano nano");
        assertThat(declared.table("post-install.d", "install", DEBIAN)).containsExactly("b nano nano");
    }

    @ParameterizedTest
    @CsvSource({
        "amd64,amd64,true",
        "amd64,x86_64,true",
        "x86_64,amd64,true",
        "arm64,aarch64,true",
        "ppc64le,ppc64el,true",
        "amd64,arm64,false",
        "'arm64, amd64',amd64,true",
        "'',amd64,true",
        "amd64,'',false"
    })
    void architecturesHaveMoreThanOneName(String declaredFor, String architecture, boolean applies) throws IOException {
        declared.installs("a", "x: {arch: \"" + declaredFor + "\"}\ny: {not-arch: \"" + declaredFor + "\"}\n");
        assertThat(declared.table("install", Map.of("ARCH", architecture)))
                .isEqualTo(
                        declaredFor.isEmpty()
                                ? List.of("a x x", "a y y")
                                : applies ? List.of("a x x") : List.of("a y y"));
    }

    @Test
    void theInstallTypeIsThatOfTheElement() throws IOException {
        declared.installs("my-app", "src: {installtype: source}\npkg: {installtype: package}\n");
        assertThat(declared.table("install", Map.of())).containsExactly("my-app src src");
        assertThat(declared.table("install", Map.of("DIB_DEFAULT_INSTALLTYPE", "package")))
                .containsExactly("my-app pkg pkg");
        assertThat(declared.table(
                        "install", Map.of("DIB_DEFAULT_INSTALLTYPE", "package", "DIB_INSTALLTYPE_my_app", "source")))
                .containsExactly("my-app src src");
    }

    @Test
    void thePythonVersionHasToBeTheOneAskedFor() throws IOException {
        declared.installs("a", "x: {dib_python_version: 3}\n");
        assertThat(declared.table("install", Map.of("DIB_PYTHON_VERSION", "3"))).hasSize(1);
        assertThat(declared.table("install", Map.of("DIB_PYTHON_VERSION", "2"))).isEmpty();
        assertThat(declared.table("install", Map.of())).isEmpty();
    }

    @Test
    void allConditionsHaveToHold() throws IOException {
        declared.installs("a", "x: {when: [A = 1, B != 2]}\n");
        assertThat(declared.table("install", Map.of("A", "1", "B", "1"))).hasSize(1);
        assertThat(declared.table("install", Map.of("A", "1", "B", "2"))).isEmpty();
        assertThat(declared.table("install", Map.of("A", "2", "B", "1"))).isEmpty();
    }

    @Test
    void aConditionAboutNothingIsAProblem() throws IOException {
        declared.installs("a", "x:\n  when: A = 1\ny:\n  when: B != 1\nz: {arch: s390x, when: C = 1}\n");
        assertThatThrownBy(() -> declared.decide(DEBIAN))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problems())
                                .extracting(problem -> problem.subject() + " " + problem.message())
                                .containsExactly(
                                        directory.resolve("elements/a/package-installs.yaml")
                                                + ":2 'when' asks for the variable A, which is not set",
                                        directory.resolve("elements/a/package-installs.yaml")
                                                + ":4 'when' asks for the variable B, which is not set"));
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() throws IOException {
        declared.installs("a", "x: {fase: y}\n").file("b", "pkg-map", "[]").file("c", "svc-map", "- a\n");
        assertThatThrownBy(declared::read)
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.problems()).hasSize(3));
    }

    @Test
    void aServiceIsMappedByOneElement() throws IOException {
        declared.file("a", "svc-map", "ssh: {default: sshd}\n").file("b", "svc-map", "ssh: {debian: ssh}\n");
        assertThatThrownBy(declared::read)
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("the service 'ssh' is also mapped by element 'a'");
    }

    @Test
    void serviceMapsHoldNoTabsAndQuotes() throws IOException {
        declared.file("a", "svc-map", "ssh:\n  \"x\\ty\": sshd\n").file("b", "svc-map", "b: {default: '\"'}\n");
        assertThatThrownBy(declared::read)
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.problems()).hasSize(2));
    }

    @Test
    void writesTablesForShells() throws IOException {
        String map = "{\n\t\"default\": {\"x\": \"x1\"}\n}";
        declared.installs("a", "x:\nx-dev: {build-only: true}\n")
                .file("a", "pkg-map", map)
                .file("a", "svc-map", "ssh:\n  default: sshd\n  debian: ssh\n  suse: sshd2\n  opensuse: sshd3\n");
        Path out = directory.resolve("dib-decisions");

        declared.decide(DEBIAN).writeTo(out);
        declared.decide(DEBIAN).writeTo(out);

        assertThat(out.resolve("package-installs/install.d/install")).hasContent("a\tx\tx1\na\tx-dev\tx-dev\n");
        assertThat(out.resolve("package-installs/install.d/uninstall")).hasContent("a\tx-dev\tx-dev\n");
        for (String phase : List.of("pre-install.d", "post-install.d")) {
            assertThat(out.resolve("package-installs").resolve(phase).resolve("install"))
                    .isEmptyFile();
            assertThat(out.resolve("package-installs").resolve(phase).resolve("uninstall"))
                    .isEmptyFile();
        }
        assertThat(Files.readString(out.resolve("pkg-map/a.json")))
                .as("verbatim")
                .isEqualTo(map);
        assertThat(out.resolve("pkg-map/a.tsv")).hasContent("default\t\tx\tx1\n");
        assertThat(out.resolve("svc-map/services.tsv"))
                .hasContent(lines(
                        "ssh\tdefault\tsshd",
                        "ssh\tdistro:debian\tssh",
                        "ssh\tdistro:opensuse\tsshd3",
                        "ssh\tfamily:debian\tssh",
                        "ssh\tfamily:suse\tsshd2"));
        assertThat(out.resolve("svc-map/services.yaml"))
                .hasContent(lines(
                        "\"ssh\":",
                        "  \"debian\": \"ssh\"",
                        "  \"default\": \"sshd\"",
                        "  \"opensuse\": \"sshd3\"",
                        "  \"suse\": \"sshd2\""));
    }

    private static String lines(String... lines) {
        return String.join("\n", lines) + "\n";
    }
}
