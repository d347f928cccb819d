// SPDX-License-Identifier: Apache-2.0
package dev.dib.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dib.element.Element;
import dev.dib.sandbox.Commands;
import dev.dib.sandbox.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** An element of a test and what lint finds in it. */
abstract class LintedElement {

    static final String GOOD = "#!/bin/bash\nset -eu\nset -o pipefail\n: ${DIB_DEBUG_TRACE:-0}\n";

    private static final Commands WITHOUT_SHELLCHECK = (command, lines) -> {
        throw new IOException("no such program");
    };

    @TempDir
    Path element;

    @TempDir
    Path others;

    Commands commands = WITHOUT_SHELLCHECK;
    List<Element> dependencies = List.of();
    List<String> disabled = List.of();

    @BeforeEach
    void readme() throws IOException {
        file("README.md", "# vm\n\n`DIB_SIZE`\n");
    }

    static Outcome outcome(int status) {
        return new Outcome(status, false, Duration.ZERO, List.of());
    }

    List<Finding> findings() throws IOException, InterruptedException {
        List<Finding> findings = new Lint(commands, "vm", dependencies, disabled).check(element);
        assertThat(Lint.RULES).containsAll(findings.stream().map(Finding::rule).toList());
        return findings;
    }

    void assertFindings(String... expected) throws IOException, InterruptedException {
        assertThat(findings())
                .extracting(finding ->
                        finding.rule() + " " + finding.file() + ":" + finding.line() + " " + finding.message())
                .containsExactly(expected);
    }

    void assertRules(String... expected) throws IOException, InterruptedException {
        assertThat(findings())
                .extracting(finding -> finding.rule() + " " + finding.file() + ":" + finding.line())
                .containsExactly(expected);
    }

    void script(String name, String content) throws IOException {
        file(name, content);
        Files.setPosixFilePermissions(element.resolve(name), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    void file(String name, String content) throws IOException {
        Path file = element.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
