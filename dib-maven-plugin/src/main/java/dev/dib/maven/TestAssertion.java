// SPDX-License-Identifier: Apache-2.0
package dev.dib.maven;

import dev.dib.problem.Problems;
import dev.dib.test.AbsentAssertion;
import dev.dib.test.Assertion;
import dev.dib.test.CommandAssertion;
import dev.dib.test.FileAssertion;
import dev.dib.test.PackageAssertion;
import dev.dib.test.UnitAssertion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * What is expected of the tree that an element has worked on: an {@code <assertion>} in the pom. It is about one thing: a file, a
 * directory, a link, an absent path, a package that is installed or notInstalled, a unit that is enabled, disabled or masked, or
 * a command.
 */
public class TestAssertion {

    /** What it shows; made from the rest if not said. */
    String name;

    /** The absolute path of a file. Symbolic links are followed. */
    String file;

    /** The absolute path of a folder. */
    String directory;

    /** The absolute path of a symbolic link. */
    String link;

    /** An absolute path at which there is nothing. */
    String absent;

    /** Permission bits of a file or folder in octal: 0644. */
    String mode;

    /** Name or number of the owner of a file, folder or link. */
    String owner;

    /** Name or number of the group of a file, folder or link. */
    String group;

    /** A regular expression to be found in a file, with ^ and $ at ends of lines; of a link, one for its whole target. */
    String content;

    /** A package that is installed. */
    String installed;

    /** A regular expression for the whole version of a package. */
    String version;

    /** A package that is not installed. */
    String notInstalled;

    /** A unit of systemd that starts with the machine. */
    String enabled;

    /** A unit of systemd that does not. */
    String disabled;

    /** A unit of systemd that cannot be started. */
    String masked;

    /** A command line for the shell of the tree. */
    String command;

    /** The exit status of the command. */
    int status;

    /** A regular expression to be found in what the command prints. */
    String output;

    /** Checks it; nothing if something is wrong with it. */
    Optional<Assertion> assertion(String subject, Problems problems) {
        Map<String, String> subjects = new LinkedHashMap<>();
        Map<String, String> said = new LinkedHashMap<>();
        said.put("file", file);
        said.put("directory", directory);
        said.put("link", link);
        said.put("absent", absent);
        said.put("installed", installed);
        said.put("notInstalled", notInstalled);
        said.put("enabled", enabled);
        said.put("disabled", disabled);
        said.put("masked", masked);
        said.put("command", command);
        said.forEach((what, value) -> {
            if (value != null) {
                subjects.put(what, value);
            }
        });
        if (subjects.size() != 1) {
            problems.add(
                    subject,
                    subjects.isEmpty()
                            ? "says nothing"
                            : "is about several things: " + String.join(", ", subjects.keySet()),
                    "name one of " + String.join(", ", said.keySet()));
            return Optional.empty();
        }
        var entry = subjects.entrySet().iterator().next();
        return assertion(entry.getKey(), entry.getValue(), subject, problems);
    }

    private Optional<Assertion> assertion(String what, String value, String subject, Problems problems) {
        int before = problems.list().size();
        boolean isPath = List.of("file", "directory", "link", "absent").contains(what);
        if (isPath && !value.startsWith("/")) {
            problems.add(subject, "'" + value + "' is no absolute path", "begin it with /");
        }
        boolean hasFacts = List.of("file", "directory", "link").contains(what);
        onlyFor(
                hasFacts,
                Stream.of(owner, group),
                "owner and group are those of a file, directory or link",
                subject,
                problems);
        onlyFor(
                what.equals("file") || what.equals("directory"),
                Stream.of(mode),
                "mode is that of a file or directory",
                subject,
                problems);
        onlyFor(
                what.equals("file") || what.equals("link"),
                Stream.of(content),
                "content is that of a file or link",
                subject,
                problems);
        onlyFor(
                what.equals("installed"),
                Stream.of(version),
                "version is that of an installed package",
                subject,
                problems);
        onlyFor(what.equals("command"), Stream.of(output), "output is that of a command", subject, problems);
        OptionalInt bits = bits(subject, problems);
        Optional<Pattern> text = pattern("content", content, subject, problems);
        Optional<Pattern> wantedVersion = pattern("version", version, subject, problems);
        Optional<Pattern> printed = pattern("output", output, subject, problems);
        if (problems.list().size() > before) {
            return Optional.empty();
        }
        String title = name == null ? what + " " + value : name;
        return Optional.of(
                switch (what) {
                    case "file" -> fileAssertion(title, value, FileAssertion.Kind.FILE, bits, text);
                    case "directory" -> fileAssertion(title, value, FileAssertion.Kind.DIRECTORY, bits, text);
                    case "link" -> fileAssertion(title, value, FileAssertion.Kind.LINK, bits, text);
                    case "absent" -> new AbsentAssertion(title, value);
                    case "installed" -> new PackageAssertion(title, value, true, wantedVersion);
                    case "notInstalled" -> new PackageAssertion(title, value, false, Optional.empty());
                    case "command" -> new CommandAssertion(title, value, status, printed);
                    default -> new UnitAssertion(title, value, what);
                });
    }

    private FileAssertion fileAssertion(
            String title, String path, FileAssertion.Kind kind, OptionalInt bits, Optional<Pattern> text) {
        return new FileAssertion(title, path, kind, bits, Optional.ofNullable(owner), Optional.ofNullable(group), text);
    }

    private static void onlyFor(boolean fits, Stream<String> values, String rule, String subject, Problems problems) {
        if (!fits && values.anyMatch(Objects::nonNull)) {
            problems.add(subject, rule, "remove it, or make an assertion of its own");
        }
    }

    private OptionalInt bits(String subject, Problems problems) {
        if (mode == null) {
            return OptionalInt.empty();
        }
        if (!mode.matches("0?[0-7]{3,4}")) {
            problems.add(subject, "'" + mode + "' is no mode", "write it in octal, as 0644");
            return OptionalInt.empty();
        }
        return OptionalInt.of(Integer.parseInt(mode, 8));
    }

    private static Optional<Pattern> pattern(String what, String regex, String subject, Problems problems) {
        try {
            return Optional.ofNullable(regex).map(text -> Pattern.compile(text, Pattern.MULTILINE));
        } catch (PatternSyntaxException e) {
            problems.add(
                    subject,
                    what + " '" + regex + "' is no regular expression: " + e.getDescription(),
                    "see java.util.regex.Pattern; put a backslash before . * + ? ( [ { | ^ $ that are meant as they are");
            return Optional.empty();
        }
    }
}
