// SPDX-License-Identifier: Apache-2.0
package dev.dib.lint;

import dev.dib.sandbox.Commands;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks an element by rules. A file disables rules for itself with a comment: {@code # dib-lint: disable=RULE,RULE}. The names
 * of rules that diskimage-builder's dib-lint has too are the same: {@code executable}, {@code newline}, {@code sete}, {@code
 * setu}, {@code setpipefail}, {@code tabindent}.
 */
public final class Lint {

    private final List<Rule> rules;

    /**
     * @param commands where shellcheck runs, if it is installed
     */
    public Lint(Commands commands) {
        rules = List.of(
                new ReadmeRule(),
                Rules::name,
                Rules::executable,
                Rules::shebang,
                new StrictModeRule(),
                Rules::environment,
                Rules::tabindent,
                Rules::newline,
                Rules::which,
                Rules::dependencyOrder,
                new DeclarationsRule(),
                new ShellcheckRule(commands));
    }

    /** All findings about the element in a folder, by file and line. */
    public List<Finding> check(Path directory) throws IOException, InterruptedException {
        ElementFiles element = ElementFiles.read(directory);
        List<Finding> findings = new ArrayList<>();
        for (Rule rule : rules) {
            findings.addAll(rule.check(element));
        }
        return findings.stream()
                .filter(finding -> !isDisabled(element, finding))
                .distinct()
                .sorted()
                .toList();
    }

    private static boolean isDisabled(ElementFiles element, Finding finding) {
        return element.find(finding.file())
                .map(file -> file.disabled().contains(finding.rule()))
                .orElse(false);
    }
}
