// SPDX-License-Identifier: Apache-2.0
package dev.dib.lint;

import dev.dib.hook.Phase;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A text file of an element.
 *
 * @param path in the element, with slashes
 * @param text its content
 * @param executable whether its owner may execute it
 */
record ElementFile(String path, String text, boolean executable) {

    /** What dib-run-parts takes for a script; anything else in a phase's folder is data. */
    static final Pattern SCRIPT_NAME = Pattern.compile("[0-9A-Za-z_-]+");

    private static final Set<String> PHASES =
            Arrays.stream(Phase.values()).map(Phase::folder).collect(Collectors.toUnmodifiableSet());

    /** A phase's folder, perhaps the folder of an install type in it, and the script. */
    private static final Pattern IN_PHASE = Pattern.compile("([^/]+)/(?:[^/]+-install/)?([^/]+)");

    private static final Pattern SHEBANG = Pattern.compile("#!\\s*(?:/usr)?/bin/(?:env\\s+)?(bash|sh|dash)(?:\\s.*)?");
    private static final Pattern DISABLE =
            Pattern.compile("(?:#|<!--)\\s*dib-lint:\\s*disable=([a-z0-9-]+(?:[, ]+[a-z0-9-]+)*)");

    List<String> lines() {
        return text.lines().toList();
    }

    /** The lines that a shell takes for commands, by number: without comments and here-documents. */
    SortedMap<Integer, String> code() {
        SortedMap<Integer, String> code = new TreeMap<>();
        var heredocs = new Heredocs();
        int number = 0;
        for (String line : lines()) {
            number++;
            if (heredocs.next(line) && !line.strip().startsWith("#")) {
                code.put(number, line);
            }
        }
        return code;
    }

    String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Whether it is run in a phase, or looks as if it were meant to be. */
    boolean isHook() {
        Matcher matcher = IN_PHASE.matcher(path);
        return matcher.matches()
                && PHASES.contains(matcher.group(1))
                && (executable || SCRIPT_NAME.matcher(matcher.group(2)).matches());
    }

    /** Whether it lies in the folder of a phase, but under a name that is not run there. */
    boolean isDataOfPhase() {
        Matcher matcher = IN_PHASE.matcher(path);
        return matcher.matches()
                && PHASES.contains(matcher.group(1))
                && !SCRIPT_NAME.matcher(matcher.group(2)).matches();
    }

    boolean isCommand() {
        return path.matches("bin/[^/]+");
    }

    boolean isEnvironment() {
        return path.matches("environment\\.d/[^/]+");
    }

    boolean hasShebang() {
        return text.startsWith("#!");
    }

    /** The shell that its first line names. */
    Optional<String> shell() {
        Matcher matcher = SHEBANG.matcher(text.lines().findFirst().orElse(""));
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** Whether a shell runs or sources it. */
    boolean isShell() {
        return shell().isPresent() || isEnvironment();
    }

    /** Whether a shell runs it by itself, so that it has to look after its own errors. */
    boolean isShellProgram() {
        return shell().isPresent() && !isEnvironment() && (executable || isHook());
    }

    /** The rules that a comment in it disables: {@code # dib-lint: disable=which,tabindent}. */
    Set<String> disabled() {
        return DISABLE.matcher(text)
                .results()
                .flatMap(match -> Arrays.stream(match.group(1).split("[, ]+", -1)))
                .collect(Collectors.toSet());
    }
}
