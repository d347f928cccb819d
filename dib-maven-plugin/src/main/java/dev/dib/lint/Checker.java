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

/**
 * A program of others that checks files, where it is installed.
 *
 * @param rule the name of the rule for its findings
 * @param line its command line, to which files are added
 * @param finding a line of its output: file, line, message
 */
record Checker(Commands commands, String rule, List<String> line, Pattern finding) {

    /** 1 says that there are findings (shellcheck(1), "return values"; flake8 likewise). */
    private static final int FINDINGS = 1;

    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** Files that are checked with the same options. */
    record Group(List<String> options, List<String> files) {}

    List<Finding> check(Path directory, List<Group> groups) throws IOException, InterruptedException {
        List<Finding> findings = new ArrayList<>();
        List<Group> filled =
                groups.stream().filter(group -> !group.files().isEmpty()).toList();
        if (filled.isEmpty() || !isInstalled()) {
            return findings;
        }
        for (Group group : filled) {
            findings.addAll(check(directory, group));
        }
        return findings;
    }

    private List<Finding> check(Path directory, Group group) throws IOException, InterruptedException {
        List<Finding> findings = new ArrayList<>();
        List<String> words = new ArrayList<>(line);
        words.addAll(group.options());
        words.add("--");
        words.addAll(group.files());
        Command command = Command.of(words).in(directory.toAbsolutePath()).within(LIMIT);
        var outcome = commands.run(command, text -> {
            Matcher matcher = finding.matcher(text);
            if (matcher.matches()) {
                findings.add(
                        new Finding(rule, matcher.group(1), Integer.parseInt(matcher.group(2)), matcher.group(3), ""));
            }
        });
        if (outcome.status() > FINDINGS || outcome.timedOut()) {
            throw new CommandFailedException(command, outcome);
        }
        return findings;
    }

    private boolean isInstalled() throws InterruptedException {
        try {
            return commands.run(Command.of(line.get(0), "--version").within(LIMIT), text -> {})
                    .succeeded();
        } catch (IOException e) {
            return false;
        }
    }
}
