// SPDX-License-Identifier: Apache-2.0
package dev.dib.lint;

import dev.dib.element.Element;
import dev.dib.problem.Nearest;
import dev.dib.problem.ProblemException;
import dev.dib.problem.Problems;
import dev.dib.sandbox.Commands;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Checks an element by rules. A file disables rules for itself with a comment: {@code # dib-lint: disable=RULE,RULE}. The names
 * of rules that diskimage-builder's dib-lint has too are the same. It asks for a README.rst, this takes a README.md as well.
 */
public final class Lint {

    /** The names of all rules. {@code mddocs}, of dib-lint, is known but finds nothing. */
    public static final List<String> RULES = List.of(
            "clash",
            "declarations",
            "dibdebugtrace",
            "executable",
            "export-command",
            "flake8",
            "indent",
            "json",
            "lint",
            "mddocs",
            "name",
            "newline",
            "order",
            "readme",
            "safe_sudo",
            "sete",
            "setpipefail",
            "setu",
            "shebang",
            "shellcheck",
            "tabindent",
            "trace",
            "undeclared",
            "variables",
            "which");

    private final List<Rule> rules;
    private final Set<String> disabled;

    /**
     * @param commands where shellcheck and flake8 run, if they are installed
     * @param name of the element
     * @param dependencies all elements that it depends on, directly or not
     * @param disabled rules that are not wanted
     * @throws ProblemException if one of these is no rule
     */
    public Lint(Commands commands, String name, List<Element> dependencies, Collection<String> disabled) {
        var problems = new Problems();
        for (String rule : disabled) {
            if (!RULES.contains(rule)) {
                problems.add(
                        "disabledRules",
                        "there is no rule '" + rule + "'",
                        Nearest.remedy(rule, RULES, "use " + RULES));
            }
        }
        problems.throwIfAny();
        this.disabled = Set.copyOf(disabled);
        rules = List.of(
                new ReadmeRule(),
                Rules::name,
                Rules::executable,
                Rules::shebang,
                new StrictModeRule(),
                Rules::debugTrace,
                Rules::environment,
                Rules::exportOfCommand,
                new IndentRule(),
                Rules::tabindent,
                Rules::newline,
                Rules::which,
                new SudoRule(),
                Rules::dependencyOrder,
                new DeclarationsRule(),
                new JsonRule(),
                new DependencyRules(name, dependencies),
                Lint::disabledRules,
                new ShellcheckRule(commands),
                new PythonRule(commands));
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

    private boolean isDisabled(ElementFiles element, Finding finding) {
        return disabled.contains(finding.rule())
                || element.find(finding.file())
                        .map(file -> file.disabled().contains(finding.rule()))
                        .orElse(false);
    }

    /** {@code lint}: what a file disables is a rule. */
    private static List<Finding> disabledRules(ElementFiles element) {
        List<Finding> findings = new ArrayList<>();
        for (ElementFile file : element.all()) {
            for (String rule : file.disabled()) {
                if (!RULES.contains(rule)) {
                    findings.add(new Finding(
                            "lint",
                            file.path(),
                            1,
                            "disables '" + rule + "', which is no rule",
                            Nearest.remedy(rule, RULES, "remove it")));
                }
            }
        }
        return findings;
    }
}
