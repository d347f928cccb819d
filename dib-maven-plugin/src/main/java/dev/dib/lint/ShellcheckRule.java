// SPDX-License-Identifier: Apache-2.0
package dev.dib.lint;

import dev.dib.sandbox.Command;
import dev.dib.sandbox.CommandFailedException;
import dev.dib.sandbox.Commands;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code shellcheck}: what shellcheck finds, if it is installed. */
final class ShellcheckRule implements Rule {

    /** What {@code shellcheck -f gcc} prints for a finding. */
    private static final Pattern LINE = Pattern.compile("(.+?):([0-9]{1,9}):[0-9]+: \\w+: (.*) \\[(SC[0-9]+)]");

    /** 1 says that there are findings (shellcheck(1), "return values"). */
    private static final int FINDINGS = 1;

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final Commands commands;

    ShellcheckRule(Commands commands) {
        this.commands = commands;
    }

    @Override
    public List<Finding> check(ElementFiles element) throws IOException, InterruptedException {
        List<Finding> findings = new ArrayList<>();
        List<String> scripts = paths(element, false);
        List<String> environment = paths(element, true);
        if ((scripts.isEmpty() && environment.isEmpty()) || !isInstalled()) {
            return findings;
        }
        Path directory = element.directory().toAbsolutePath();
        run(directory, List.of(), scripts, findings);
        // sourced by bash, for variables that others use; without a first line that says so
        run(directory, List.of("-s", "bash", "-e", "SC2034,SC2148"), environment, findings);
        return findings;
    }

    private static List<String> paths(ElementFiles element, boolean environment) {
        return element.shells()
                .filter(file -> file.isEnvironment() == environment)
                .map(ElementFile::path)
                .toList();
    }

    private boolean isInstalled() throws InterruptedException {
        try {
            return commands.run(Command.of("shellcheck", "--version").within(LIMIT), line -> {})
                    .succeeded();
        } catch (IOException e) {
            return false;
        }
    }

    private void run(Path directory, List<String> options, List<String> files, List<Finding> findings)
            throws IOException, InterruptedException {
        if (files.isEmpty()) {
            return;
        }
        List<String> line = new ArrayList<>(List.of("shellcheck", "-x", "--norc", "-f", "gcc"));
        line.addAll(options);
        line.add("--");
        line.addAll(files);
        Command command = Command.of(line).in(directory).within(LIMIT);
        var outcome = commands.run(command, text -> {
            Matcher matcher = LINE.matcher(text);
            if (matcher.matches()) {
                findings.add(new Finding(
                        "shellcheck",
                        matcher.group(1),
                        Integer.parseInt(matcher.group(2)),
                        matcher.group(3) + " (" + matcher.group(4) + ")",
                        ""));
            }
        });
        if (outcome.status() > FINDINGS || outcome.timedOut()) {
            throw new CommandFailedException(command, outcome);
        }
    }
}
