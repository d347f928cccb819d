// SPDX-License-Identifier: Apache-2.0
package dev.dib.lint;

import dev.dib.sandbox.Commands;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;

/** {@code flake8}: what flake8 finds in scripts of Python, if it is installed. */
final class PythonRule implements Rule {

    private static final Pattern PYTHON = Pattern.compile("#!.*\\bpython[0-9.]*(\\s.*)?");

    /** What {@code flake8} prints for a finding. */
    private static final Pattern LINE = Pattern.compile("(?:\\./)?(.+?):([0-9]{1,9}):[0-9]+: ([A-Z]+[0-9]+ .*)");

    private final Checker flake8;

    PythonRule(Commands commands) {
        flake8 = new Checker(commands, "flake8", List.of("flake8", "--isolated", "--max-line-length=130"), LINE);
    }

    @Override
    public List<Finding> check(ElementFiles element) throws IOException, InterruptedException {
        List<String> scripts = element.all().stream()
                .filter(file -> file.path().endsWith(".py")
                        || PYTHON.matcher(file.lines().stream().findFirst().orElse(""))
                                .matches())
                .map(ElementFile::path)
                .toList();
        return flake8.check(element.directory(), List.of(new Checker.Group(List.of(), scripts)));
    }
}
