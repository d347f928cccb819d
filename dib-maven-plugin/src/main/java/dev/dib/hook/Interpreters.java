// SPDX-License-Identifier: Apache-2.0
package dev.dib.hook;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which interpreters of scripts there are on this host.
 *
 * @param path the folders in which env(1) looks
 * @param commands names that the elements themselves bring
 */
record Interpreters(List<Path> path, Set<String> commands) {

    private static final Pattern BLANKS = Pattern.compile("[ \t]+");

    static Interpreters of(String path, HookTree tree) {
        return new Interpreters(
                Arrays.stream(path.split(":", -1))
                        .filter(folder -> folder.startsWith("/"))
                        .map(Path::of)
                        .toList(),
                tree.commands());
    }

    /** The interpreter that a first line names, {@code /bin/bash} of {@code #! /bin/bash -e}. */
    static String program(String firstLine) {
        return words(firstLine).get(0);
    }

    private static List<String> words(String firstLine) {
        return List.of(BLANKS.split(firstLine.substring(2).strip(), -1));
    }

    /** The program that a first line asks for and that is not there. */
    Optional<String> missing(String firstLine) {
        List<String> words = words(firstLine);
        Path program = Path.of(words.get(0));
        if (!Files.isExecutable(program)) {
            return Optional.of(program.toString());
        }
        if (!program.endsWith("env")) {
            return Optional.empty();
        }
        // after options, such as -S, and variables
        return words.stream()
                .skip(1)
                .filter(word -> !word.startsWith("-") && !word.contains("="))
                .findFirst()
                .filter(name -> !isThere(name));
    }

    private boolean isThere(String name) {
        return name.startsWith("/")
                ? Files.isExecutable(Path.of(name))
                : commands.contains(name) || path.stream().anyMatch(folder -> Files.isExecutable(folder.resolve(name)));
    }
}
