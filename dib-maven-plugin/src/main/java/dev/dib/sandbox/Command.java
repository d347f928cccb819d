// SPDX-License-Identifier: Apache-2.0
package dev.dib.sandbox;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A process to run. Its umask is 022, whatever that of the caller: files of an image must not depend on it.
 *
 * @param line the program and its arguments, passed on as they are (no shell)
 * @param environment the whole environment of the process: nothing is inherited
 * @param directory where it runs; the root directory if absent
 * @param root the directory that is its root directory, as by {@code chroot(2)}; the path is that of the sandbox
 * @param limit how long it may run before its whole process tree is ended
 * @param input what it reads on standard input, as UTF-8; end of file at once if absent
 */
public record Command(
        List<String> line,
        Map<String, String> environment,
        Optional<Path> directory,
        Optional<Path> root,
        Optional<Duration> limit,
        Optional<String> input) {

    /** The search path of every process that is not told another. */
    public static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    public Command {
        line = List.copyOf(line);
        environment = Map.copyOf(environment);
        if (line.isEmpty()) {
            throw new IllegalArgumentException("a command needs a program");
        }
    }

    /** A command that has nothing to read. */
    public Command(
            List<String> line,
            Map<String, String> environment,
            Optional<Path> directory,
            Optional<Path> root,
            Optional<Duration> limit) {
        this(line, environment, directory, root, limit, Optional.empty());
    }

    /** A command with the plain environment: {@code PATH}, {@code LC_ALL=C.UTF-8}, {@code TZ=UTC}. */
    public static Command of(String... line) {
        return of(List.of(line));
    }

    public static Command of(List<String> line) {
        return new Command(
                line,
                Map.of("PATH", PATH, "LC_ALL", "C.UTF-8", "TZ", "UTC"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** This command with variables added to, or replaced in, its environment. */
    public Command with(Map<String, String> variables) {
        var merged = new TreeMap<>(environment);
        merged.putAll(variables);
        return withOnly(merged);
    }

    public Command with(String name, String value) {
        return with(Map.of(name, value));
    }

    /** This command with exactly this environment. */
    public Command withOnly(Map<String, String> variables) {
        return new Command(line, variables, directory, root, limit, input);
    }

    public Command in(Path workingDirectory) {
        return new Command(line, environment, Optional.of(workingDirectory), root, limit, input);
    }

    public Command chroot(Path newRoot) {
        return new Command(line, environment, directory, Optional.of(newRoot), limit, input);
    }

    public Command within(Duration timeLimit) {
        return new Command(line, environment, directory, root, Optional.of(timeLimit), input);
    }

    /** This command with something to read on its standard input. */
    public Command reading(String text) {
        return new Command(line, environment, directory, root, limit, Optional.of(text));
    }

    /** The command line as a person would type it, quoted for a POSIX shell. */
    @Override
    public String toString() {
        return line.stream().map(Command::quoted).reduce((a, b) -> a + " " + b).orElseThrow();
    }

    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
