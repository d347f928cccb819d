// SPDX-License-Identifier: Apache-2.0
package dev.dib.packages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dib.document.Location;
import dev.dib.problem.Problem;
import dev.dib.problem.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PackageInstallsTest {

    @TempDir
    private Path element;

    private final Problems problems = new Problems();

    @Test
    void noFileIsNoRule() throws IOException {
        assertThat(PackageInstalls.read(element, problems).rules()).isEmpty();
    }

    @Test
    void aPackageAloneIsInstalled() throws IOException {
        assertThat(rules("tar:\n"))
                .containsExactly(new PackageRule(
                        "tar",
                        "install.d",
                        PackageRule.Action.INSTALL,
                        Optional.empty(),
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        List.of()));
        assertThat(problems.list()).isEmpty();
    }

    @Test
    void understandsAllKeys() throws IOException {
        List<PackageRule> rules = rules("""
                gcc:
                  - phase: pre-install.d
                    build-only: true
                    installtype: source
                    arch: amd64, arm64
                    dib_python_version: 3
                    when:
                      - A = b
                      - C!=d e
                  - not-arch: s390x
                    uninstall: true
                    when: A = b
                """);
        String file = element.resolve("package-installs.yaml").toString();
        assertThat(problems.list()).isEmpty();
        assertThat(rules)
                .containsExactly(
                        new PackageRule(
                                "gcc",
                                "pre-install.d",
                                PackageRule.Action.BUILD_ONLY,
                                Optional.of("source"),
                                List.of("amd64", "arm64"),
                                List.of(),
                                Optional.of("3"),
                                List.of(
                                        new Condition(new Location(file, 8), "A", true, "b"),
                                        new Condition(new Location(file, 9), "C", false, "d e"))),
                        new PackageRule(
                                "gcc",
                                "install.d",
                                PackageRule.Action.UNINSTALL,
                                Optional.empty(),
                                List.of(),
                                List.of("s390x"),
                                Optional.empty(),
                                List.of(new Condition(new Location(file, 12), "A", true, "b"))));
    }

    @ParameterizedTest
    @CsvSource({"true,UNINSTALL", "yes,UNINSTALL", "'',UNINSTALL", "false,INSTALL", "No,INSTALL", "off,INSTALL"})
    void aSwitchIsOnUnlessItSaysNo(String value, PackageRule.Action action) throws IOException {
        assertThat(rules("a:\n  uninstall: " + value + "\n"))
                .extracting(PackageRule::action)
                .containsExactly(action);
    }

    @Test
    void readsJson() throws IOException {
        Files.writeString(
                element.resolve("package-installs.json"),
                "{\n\t\"tar\": null,\n\t\"gzip\": {\"uninstall\": true}\n}\n");
        assertThat(PackageInstalls.read(element, problems).rules())
                .extracting(PackageRule::name)
                .containsExactly("tar", "gzip");
        assertThat(problems.list()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a:\\n  fase: install.d|2|package-installs knows no key 'fase'",
                "a:\\nb:\\n  phase: instal.d|3|nothing is installed in the phase 'instal.d'",
                "a:\\n  phase: [x]|2|'phase' is a list where a text is wanted",
                "a: yes please|1|'a' is followed by a text, not a map",
                "a:\\n  arch: x\\n  not-arch: y|2|'a' has both arch and not-arch",
                "a:\\n  when: A == |2|",
                "a:\\n  when: A|2|is no condition",
                "a:\\n  when:\\n    - A = b\\n    - {A: b}|4|is no condition",
                "- a\\n- b|1|is a list where a map of packages is wanted",
                "a b:|1|'a b' is no name of a package",
                "'':|1|'' is no name of a package",
                "$(id):|1|'$(id)' is no name of a package",
                "\"a\\\\tb\":|1|is no name of a package"
            })
    void whatIsWrongIsNamedWithItsLine(String yaml, int line, String message) throws IOException {
        rules(yaml.replace("\\n", "\n").replace("\\\\", "\\"));
        if (message == null) {
            assertThat(problems.list()).isEmpty();
            return;
        }
        assertThat(problems.list()).hasSize(1);
        Problem problem = problems.list().get(0);
        assertThat(problem.subject()).isEqualTo(element.resolve("package-installs.yaml") + ":" + line);
        assertThat(problem.message()).contains(message);
    }

    @Test
    void namesTheKeyThatWasMeant() throws IOException {
        rules("a:\n  fase: x\n  pahse: x\n");
        assertThat(problems.list()).extracting(Problem::remedy).contains("write 'phase' if you meant that");
    }

    @ParameterizedTest
    @ValueSource(strings = {"A=b", "A = b", "  A  =b", "A= b"})
    void blanksInConditionsDoNotCount(String text) {
        var at = new Location("x", 1);
        assertThat(Condition.parse(at, text)).contains(new Condition(at, "A", true, "b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "= b", "1A = b", "A < b", "A-B = c", "A ! = b"})
    void whatIsNoConditionIsNone(String text) {
        assertThat(Condition.parse(new Location("x", 1), text)).isEmpty();
    }

    private List<PackageRule> rules(String yaml) throws IOException {
        Files.writeString(element.resolve("package-installs.yaml"), yaml);
        return PackageInstalls.read(element, problems).rules();
    }
}
