// SPDX-License-Identifier: Apache-2.0
package dev.dib.lint;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code sete}, {@code setu}, {@code setpipefail}: a script ends at the first error, rather than build a broken image. */
final class StrictModeRule implements Rule {

    private static final Pattern SET = Pattern.compile("^\\s*set((?:\\s+(?:-[A-Za-z]+|[a-z]+))+)");
    private static final Pattern WORDS = Pattern.compile("\\s+");
    private static final Map<Character, String> LETTERS = Map.of('e', "errexit", 'u', "nounset");

    @Override
    public List<Finding> check(ElementFiles element) {
        List<Finding> findings = new ArrayList<>();
        for (ElementFile file : element.all()) {
            if (file.isShellProgram()) {
                check(file, findings);
            }
        }
        return findings;
    }

    private static void check(ElementFile file, List<Finding> findings) {
        Set<String> options = options(file);
        add(findings, file, options, "errexit", "sete", "goes on after a command has failed", "set -e");
        add(findings, file, options, "nounset", "setu", "takes a variable that is not set for an empty one", "set -u");
        if (file.shell().filter("bash"::equals).isPresent()) {
            add(findings, file, options, "pipefail", "setpipefail", "misses failures in pipes", "set -o pipefail");
        }
    }

    private static void add(
            List<Finding> findings,
            ElementFile file,
            Set<String> options,
            String option,
            String rule,
            String message,
            String remedy) {
        if (!options.contains(option)) {
            findings.add(new Finding(rule, file.path(), 1, message, "add '" + remedy + "'"));
        }
    }

    private static Set<String> options(ElementFile file) {
        Set<String> options = new HashSet<>();
        file.text().lines().findFirst().ifPresent(first -> {
            for (String word : WORDS.split(first, -1)) {
                addLetters(word, options);
            }
        });
        for (String line : file.lines()) {
            Matcher matcher = SET.matcher(line);
            if (matcher.find()) {
                for (String word : WORDS.split(matcher.group(1).strip(), -1)) {
                    if (word.startsWith("-")) {
                        addLetters(word, options);
                    } else {
                        options.add(word);
                    }
                }
            }
        }
        return options;
    }

    private static void addLetters(String word, Set<String> options) {
        if (word.startsWith("-")) {
            LETTERS.forEach((letter, option) -> {
                if (word.indexOf(letter) > 0) {
                    options.add(option);
                }
            });
        }
    }
}
