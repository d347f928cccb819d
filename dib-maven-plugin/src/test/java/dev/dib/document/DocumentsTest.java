// SPDX-License-Identifier: Apache-2.0
package dev.dib.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.dib.problem.ProblemException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentsTest {

    @Test
    void valuesAndKeysKnowTheirLine() {
        var map = (Value.Mapping) Documents.parse("x.yaml", "# a comment\na: 1\nb:\n  - c\n  - d: e\n");

        assertThat(map.keys().get("b")).hasToString("x.yaml:3");
        var items = ((Value.Sequence) map.entries().get("b")).items();
        assertThat(items).extracting(item -> item.at().line()).containsExactly(4, 5);
        assertThat(map.entries().keySet()).containsExactly("a", "b");
    }

    @Test
    void anEmptyDocumentIsNothing() {
        for (String text : List.of("", "# only a comment\n", "---\n", "~", "null")) {
            assertThat(Documents.parse("x", text).kind()).as("'%s'", text).isEqualTo("nothing");
        }
    }

    @Test
    void onlyPlainScalarsCanBeNothing() {
        assertThat(Documents.parse("x", "''").kind()).isEqualTo("a text");
        assertThat(Documents.parse("x", "\"null\"").kind()).isEqualTo("a text");
    }

    @Test
    void aKeyStandsOnce() {
        assertProblem("a: 1\nb: 2\na: 3\n", "x:3: the key 'a' stands here twice. To fix: remove one");
        assertThatThrownBy(() -> Documents.parseJson("x", "{\"a\": 1,\n \"a\": 2}"))
                .hasMessage("x:2: the key 'a' stands here twice. To fix: remove one");
    }

    @Test
    void aKeyIsAText() {
        assertProblem("? [a, b]\n: c\n", "x:1: a key has to be a text");
    }

    @Test
    void jsonHasItsTabsAndSlashes() {
        var map = (Value.Mapping) Documents.parseJson("pkg-map", "{\n\t\"a\":\t\"b\\/\\/c\\\\/\"\n}\n");
        assertThat(map.entries().get("a")).isEqualTo(new Value.Scalar(new Location("pkg-map", 2), "b//c\\/", false));
        assertThat(map.keys().get("a")).hasToString("pkg-map:2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\": \"b\",}|1|double-quote",
                "{\"a\": \"b\"\\n\"c\": 1}|2|comma",
                "{'a': 1}|1|double-quote",
                "a: b|1|Unrecognized token",
                "# comment|1|expected a valid value",
                "{} {}|1|something follows",
                "{\"a\": 010}|1|Leading zeroes",
                "{\"a\": NaN}|1|NaN",
                "{\"a\": \"b|1|end-of-input",
                "[1, 2|1|end-of-input",
            })
    void jsonIsJson(String text, int line, String reason) {
        assertThatThrownBy(() -> Documents.parseJson("x", text.replace("\\n", "\n")))
                .isInstanceOf(ProblemException.class)
                .hasMessageStartingWith("x:" + line + ": is not valid JSON: ")
                .hasMessageContaining(reason);
    }

    @Test
    void aByteOrderMarkIsNoPartOfADocument() {
        assertThat(Documents.parse("x", "\uFEFFa: b\r\n").kind()).isEqualTo("a map");
        assertThat(Documents.parseJson("x", "\uFEFF{}\r\n").kind()).isEqualTo("a map");
    }

    @Test
    void scalarsAreWhatIsWritten() {
        var map = (Value.Mapping) Documents.parse("x", "no: on\n010: 0o10\n1e3: 12:30\n2026-11-25: 1_000\n");
        assertThat(map.entries().keySet()).containsExactly("no", "010", "1e3", "2026-11-25");
        assertThat(map.entries().values())
                .extracting(value -> ((Value.Scalar) value).text())
                .containsExactly("on", "0o10", "12:30", "1_000");
    }

    @Test
    void tabsInYamlAreWrong() {
        assertThatThrownBy(() -> Documents.parse("x.yaml", "a:\n\tb: c\n"))
                .isInstanceOf(ProblemException.class)
                .hasMessageStartingWith("x.yaml:2: is not valid YAML");
    }

    @Test
    void mergesMapsAsPyYamlDoes() {
        var map = (Value.Mapping) Documents.parse(
                "x", "one: &one {a: 1, b: 1}\ntwo: &two {b: 2, c: 2}\nall:\n  <<: [*one, *two]\n  c: 3\n");

        var all = (Value.Mapping) map.entries().get("all");
        assertThat(all.entries()).hasSize(3);
        assertThat(all.entries().get("b")).isEqualTo(new Value.Scalar(new Location("x", 1), "1", true));
        assertThat(all.entries().get("c")).isEqualTo(new Value.Scalar(new Location("x", 5), "3", true));
        assertThat(all.keys().keySet()).isEqualTo(all.entries().keySet());
    }

    @Test
    void aQuotedMergeKeyIsAKey() {
        assertThat(((Value.Mapping) Documents.parse("x", "\"<<\": {a: b}")).entries())
                .containsOnlyKeys("<<");
    }

    @Test
    void onlyMapsCanBeMerged() {
        assertProblem("a: b\n<<: c\n", "x:2: '<<' merges a text where a map is wanted");
    }

    @Test
    void aliasesCannotStandForMoreThanFitsIntoMemory() {
        var laughs = new StringBuilder("a0: &a0 [x, x, x]\n");
        for (int i = 1; i <= 16; i++) {
            laughs.append("a%d: &a%d [*a%d, *a%d, *a%d]\n".formatted(i, i, i - 1, i - 1, i - 1));
        }
        assertThat(laughs).hasSizeLessThan(1000);
        assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> assertThatThrownBy(() -> Documents.parse("x", laughs.toString()))
                        .isInstanceOf(ProblemException.class)
                        .hasMessageContaining("aliases"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"&a [*a]", "&a [*a, *a, *a]", "a: &a\n  b: *a\n", "&a {<<: *a}"})
    void whatRefersToItselfIsAProblem(String text) {
        assertThatThrownBy(() -> Documents.parse("x", text)).isInstanceOf(ProblemException.class);
    }

    @Test
    void nestingHasALimit() {
        assertThat(Documents.parse("x", "[".repeat(40) + "]".repeat(40)).kind()).isEqualTo("a list");
        for (String open : List.of("[", "{a: ", "- ", "? ")) {
            assertThatThrownBy(() -> Documents.parse("x", open.repeat(100_000)))
                    .as(open)
                    .isInstanceOf(ProblemException.class);
        }
        for (String open : List.of("[", "{\"a\":")) {
            assertThatThrownBy(() -> Documents.parseJson("x", open.repeat(100_000)))
                    .as(open)
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("nesting depth");
        }
    }

    @Test
    void controlCharactersAreNamedWithTheirLine() {
        assertProblem("a: b\nc: \u0007\n", "x:2: is not valid YAML: the character U+0007 is not allowed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a: [", "a: b: c", "*a", "'a", "a\n---\nb\n", "%", "\t", "!!java.net.URL [x]"})
    void whatIsNoYamlIsAProblem(String text) {
        assertThatThrownBy(() -> Documents.parse("x", text)).isInstanceOf(ProblemException.class);
    }

    private static void assertProblem(String text, String message) {
        assertThatThrownBy(() -> Documents.parse("x", text))
                .isInstanceOf(ProblemException.class)
                .hasMessage(message);
    }
}
