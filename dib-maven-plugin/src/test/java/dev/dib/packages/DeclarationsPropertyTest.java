// SPDX-License-Identifier: Apache-2.0
package dev.dib.packages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dib.document.Documents;
import dev.dib.document.Location;
import dev.dib.document.TextFile;
import dev.dib.element.Element;
import dev.dib.element.ElementDirectory;
import dev.dib.problem.ProblemException;
import dev.dib.problem.Problems;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is in a file, its reader either takes it or says what is wrong: nothing else ever comes out of it. */
class DeclarationsPropertyTest {

    private static final List<String> PIECES = List.of(
            "a", "tar", "phase", "when", "git", "package", "default", "release", " ", "  ", "\n", "\n  ", "\t", ":",
            ": ", "- ", ",", "{", "}", "[", "]", "\"", "'", "#", "&a ", "*a", "<<", "!!int ", "|", ">", "%", "---\n",
            "...", "?", "$", "${", "}", "`", "\\", "\\u00", "/", "..", "=", "!=", "0", "1e999", "-", "null", "true",
            "\u0000", "\u0085", "\u2028", "\uFEFF", "\r", "\r\n", "é", "😀", "\uD800");

    @TempDir
    private Path directory;

    @RepeatedTest(200)
    void readersEndWithAnAnswer(RepetitionInfo repetition) throws IOException {
        var random = new Random(repetition.getCurrentRepetition());
        for (String name : List.of(
                "package-installs.yaml",
                "package-installs.json",
                "pkg-map",
                "svc-map",
                "source-repository-a",
                "element-deps")) {
            Files.write(directory.resolve(name), content(random));
        }
        var element = new Element("a", directory, List.of(), List.of());
        endsWithAnAnswer(() -> PackageDeclarations.read(List.of(element)).decide(Map.of("ARCH", "amd64", "a", "b")));
        endsWithAnAnswer(() -> ElementDirectory.read(directory));
        var problems = new Problems();
        SourceRepositories.check(List.of(element), Map.of(), problems);
        String text = text(random);
        endsWithAnAnswer(() -> Documents.parse("x", text));
        endsWithAnAnswer(() -> Documents.parseJson("x", text));
    }

    @RepeatedTest(100)
    void aLineThatIsTakenSaysTheSameWhenItIsWrittenAgain(RepetitionInfo repetition) {
        var random = new Random(repetition.getCurrentRepetition());
        var at = new Location("x", 1);
        for (int i = 0; i < 50; i++) {
            String line = String.join(
                    " ".repeat(1 + random.nextInt(2)),
                    pick(random, "a", "b-c", "$NAME", "\"d\""),
                    pick(random, "git", "tar", "file", "package", "svn", "${TYPE:-git}"),
                    pick(random, "/opt/a", "opt", "/a/../b", "${A:-/b c}", "'/opt/d'"),
                    pick(random, "https://example.com/a", "-x", "/srv/a", "$(id)"),
                    pick(random, "", "main", "*", "..", "# a comment"));
            var problems = new Problems();
            SourceRepository.parse(new TextFile.Line(at, line.strip()), problems)
                    .ifPresent(first -> {
                        String again = String.join(
                                        " ",
                                        first.name(),
                                        first.type(),
                                        first.destination(),
                                        first.location(),
                                        first.ref())
                                .strip();
                        assertThat(SourceRepository.parse(new TextFile.Line(at, again), problems))
                                .as(line)
                                .contains(first);
                    });
        }
    }

    private interface Reading {
        void read() throws IOException;
    }

    private static void endsWithAnAnswer(Reading reading) throws IOException {
        try {
            reading.read();
        } catch (ProblemException e) {
            assertThat(e.problems())
                    .isNotEmpty()
                    .allSatisfy(problem -> assertThat(problem.subject()).isNotBlank());
        }
    }

    private static byte[] content(Random random) {
        byte[] bytes = text(random).getBytes(StandardCharsets.UTF_8);
        if (bytes.length > 0 && random.nextInt(10) == 0) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    private static String text(Random random) {
        var text = new StringBuilder();
        for (int i = random.nextInt(25); i > 0; i--) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }

    private static String pick(Random random, String... words) {
        return words[random.nextInt(words.length)];
    }
}
