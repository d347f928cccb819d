// SPDX-License-Identifier: Apache-2.0
package dev.dib.packages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dib.problem.Problem;
import dev.dib.problem.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackageMapTest {

    private static final String ALL_LEVELS = """
            {
            \t"release": {"debian": {"bookworm": {"a": "of-release"}}, "centos": {"8": {"a": "of-8"}}},
            \t"distro": {"debian": {"a": "of-distro", "b": "of-distro"}},
            \t"family": {"debian": {"a": "x", "b": "x", "c": "of-family"}, "redhat": {"c": "  two  names "}},
            \t"default": {"a": "x", "b": "x", "c": "x", "d": "of-default", "e": ""}
            }
            """;

    @TempDir
    private Path element;

    private final Problems problems = new Problems();

    @ParameterizedTest
    @CsvSource({
        "debian,bookworm,a,of-release",
        "debian,trixie,a,of-distro",
        "debian,bookworm,b,of-distro",
        "debian,bookworm,c,of-family",
        "ubuntu,bookworm,c,of-family",
        "ubuntu,bookworm,a,x",
        "debian,bookworm,d,of-default",
        "debian,bookworm,e,''",
        "debian,bookworm,f,",
        "fedora,40,c,two names",
        "centos,8-stream,a,of-8",
        "arch,1,c,x",
        "'','',d,of-default"
    })
    void theNarrowestLevelWins(String distribution, String release, String name, String mapped) throws IOException {
        assertThat(read(ALL_LEVELS).map(name, distribution, release).orElse(null))
                .isEqualTo(mapped);
        assertThat(problems.list()).isEmpty();
    }

    @Test
    void isATableForShells() throws IOException {
        assertThat(read("{\"release\": {\"debian\": {\"trixie\": {\"a\": \"b c\"}}}, \"default\": {\"a\": \"\"}}")
                        .table())
                .containsExactly("release\tdebian/trixie\ta\tb c", "default\t\ta\t");
    }

    @Test
    void noFileMapsNothing() throws IOException {
        assertThat(PackageMap.read(element, problems)).isEqualTo(PackageMap.EMPTY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]||is no JSON object",
                "{'defualt': {}}|1|'defualt' is no level of a pkg-map",
                "{'default': ['a']}|1|is a list where a map of packages is wanted",
                "{'distro': 'a'}|1|is a text where a map is wanted",
                "{'distro': {'debian': 'a'}}|1|is a text where a map of packages is wanted",
                "{'release': {'debian': {'x': 'a'}}}|1|is a text where a map of packages is wanted",
                "{'default':\\n{'a': ['b']}}|2|'a' is not mapped to names of packages",
                "{'default':\\n{'a': '$(id)'}}|2|'a' is not mapped to names of packages",
                "{'default':\\n{'a': 'b\\\\tc'}}|2|'a' is not mapped to names of packages",
                "{'default':\\n{'a b': 'c'}}|2|'a b' is not mapped to names of packages",
                "{'distro':\\n{'a\\\\tb': {}}}|2|is no name of a distro",
                "{'release':\\n{'a\\\\nb': {}}}|2|is no name of a release"
            },
            quoteCharacter = '#')
    void whatIsWrongIsNamedWithItsLine(String json, Integer line, String message) throws IOException {
        read(json.replace('\'', '"').replace("\\n", "\n").replace("\\\\", "\\").replace("\\\n", "\\n"));
        assertThat(problems.list()).hasSize(1);
        Problem problem = problems.list().get(0);
        assertThat(problem.subject()).isEqualTo(element.resolve("pkg-map") + (line == null ? "" : ":" + line));
        assertThat(problem.message()).contains(message);
    }

    private PackageMap read(String json) throws IOException {
        Files.writeString(element.resolve("pkg-map"), json);
        return PackageMap.read(element, problems);
    }
}
