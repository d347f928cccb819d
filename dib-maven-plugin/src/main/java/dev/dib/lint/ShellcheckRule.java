// SPDX-License-Identifier: Apache-2.0
package dev.dib.lint;

import dev.dib.sandbox.Commands;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;

/** {@code shellcheck}: what shellcheck finds, if it is installed. */
final class ShellcheckRule implements Rule {

    /** What {@code shellcheck -f gcc} prints for a finding. */
    private static final Pattern LINE = Pattern.compile("(.+?):([0-9]{1,9}):[0-9]+: \\w+: (.* \\[SC[0-9]+])");

    private final Checker shellcheck;

    ShellcheckRule(Commands commands) {
        shellcheck = new Checker(commands, "shellcheck", List.of("shellcheck", "-x", "--norc", "-f", "gcc"), LINE);
    }

    @Override
    public List<Finding> check(ElementFiles element) throws IOException, InterruptedException {
        return shellcheck.check(
                element.directory(),
                List.of(
                        new Checker.Group(List.of(), paths(element, false)),
                        // sourced by bash, for variables that others use; without a first line that says so
                        new Checker.Group(List.of("-s", "bash", "-e", "SC2034,SC2148"), paths(element, true))));
    }

    private static List<String> paths(ElementFiles element, boolean environment) {
        return element.shells()
                .filter(file -> file.isEnvironment() == environment)
                .map(ElementFile::path)
                .toList();
    }
}
