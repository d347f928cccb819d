// SPDX-License-Identifier: Apache-2.0
package dev.dib.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The rules that need no more than a look at a file or its lines, each named as it is disabled. */
final class Rules {

    private static final Pattern HOOK_NAME = Pattern.compile("[0-9]{2}-?[0-9A-Za-z_-]*");

    /** At the beginning of a command. */
    static final String COMMAND = "(?:^|[;&|(!{`]|\\b(?:if|then|else|elif|do|while|until)\\s)\\s*";

    private static final Pattern WHICH = Pattern.compile(COMMAND + "which\\s+[^\\s=]");
    private static final Pattern TRACE = Pattern.compile(COMMAND + "set\\s+(?:-[a-z]*x|-o\\s+xtrace)");
    private static final Pattern EXPORT_OF_COMMAND = Pattern.compile(COMMAND + "export\\s+\\w+=\"?(?:\\$\\([^(]|`)");
    private static final Pattern TAB_INDENT = Pattern.compile("[ ]*\t");

    private Rules() {}

    static List<Finding> name(ElementFiles element) {
        return files(
                element,
                file -> file.isHook() && !HOOK_NAME.matcher(file.name()).matches(),
                "name",
                "'%s' is not run, or nobody knows when",
                "call it with two digits first, then letters, digits, _ and - only");
    }

    static List<Finding> executable(ElementFiles element) {
        return Stream.concat(
                        files(
                                element,
                                file -> !file.executable()
                                        && (file.isHook()
                                                || (file.hasShebang()
                                                        && !file.isEnvironment()
                                                        && !file.isDataOfPhase())),
                                "executable",
                                "'%s' is not executable and so is not run",
                                "chmod +x it")
                                .stream(),
                        files(
                                element,
                                file -> file.isEnvironment() && file.executable(),
                                "executable",
                                "'%s' is executable, but is sourced",
                                "chmod -x it")
                                .stream())
                .toList();
    }

    static List<Finding> shebang(ElementFiles element) {
        return files(
                element,
                file -> file.isHook() && file.shell().isEmpty(),
                "shebang",
                "'%s' is not a script of bash or sh: an image has no other interpreter for sure",
                "begin it with #!/bin/bash or #!/bin/sh");
    }

    static List<Finding> environment(ElementFiles element) {
        List<ElementFile> files =
                element.all().stream().filter(ElementFile::isEnvironment).toList();
        List<Finding> findings = new ArrayList<>();
        for (ElementFile file : files) {
            findings.addAll(lines(
                    file,
                    TRACE,
                    "trace",
                    "traces every script that follows",
                    "remove it: DIB_DEBUG_TRACE=1 traces environment files"));
        }
        return findings;
    }

    static List<Finding> exportOfCommand(ElementFiles element) {
        return element.shells()
                .flatMap(file -> lines(
                        file,
                        EXPORT_OF_COMMAND,
                        "export-command",
                        "hides it if the command fails",
                        "assign first, then export")
                        .stream())
                .toList();
    }

    /** What static/ brings runs on the machine, where no build says DIB_DEBUG_TRACE. */
    static List<Finding> debugTrace(ElementFiles element) {
        return files(
                element,
                file -> file.isShellProgram()
                        && !file.path().startsWith("static/")
                        && file.shell().filter("bash"::equals).isPresent()
                        && !file.text().contains("DIB_DEBUG_TRACE"),
                "dibdebugtrace",
                "'%s' cannot be traced",
                "add 'if [ \"${DIB_DEBUG_TRACE:-0}\" -gt 0 ]; then set -x; fi'");
    }

    static List<Finding> which(ElementFiles element) {
        return element.shells()
                .flatMap(file ->
                        lines(file, WHICH, "which", "calls which, which is not in every image", "use command -v")
                                .stream())
                .toList();
    }

    static List<Finding> tabindent(ElementFiles element) {
        return element.shells().flatMap(file -> tabs(file).stream()).toList();
    }

    private static List<Finding> tabs(ElementFile file) {
        List<Finding> findings = new ArrayList<>();
        var heredocs = new Heredocs();
        int number = 0;
        for (String line : file.lines()) {
            number++;
            boolean stripsTabs = heredocs.isInsideThatStripsTabs();
            heredocs.next(line);
            if (!stripsTabs && TAB_INDENT.matcher(line).lookingAt()) {
                findings.add(
                        new Finding("tabindent", file.path(), number, "is indented with a tab", "use four blanks"));
            }
        }
        return findings;
    }

    static List<Finding> newline(ElementFiles element) {
        return element.all().stream()
                .filter(file -> !file.path().startsWith("static/") || file.isShell())
                .filter(file -> !file.text().isEmpty() && !file.text().endsWith("\n"))
                .map(file -> new Finding(
                        "newline", file.path(), file.lines().size(), "does not end with a newline", "add one"))
                .toList();
    }

    static List<Finding> dependencyOrder(ElementFiles element) {
        List<Finding> findings = new ArrayList<>();
        for (String path : List.of("element-deps", "element-provides")) {
            List<String> lines = element.find(path).map(ElementFile::lines).orElse(List.of());
            String last = "";
            for (int i = 0; i < lines.size(); i++) {
                String line = lines.get(i).strip();
                if (line.isEmpty() || line.startsWith("#")) {
                    continue;
                }
                if (line.compareTo(last) < 0) {
                    findings.add(new Finding(
                            "order",
                            path,
                            i + 1,
                            "'" + line + "' stands behind '" + last + "'",
                            "sort it (LC_ALL=C sort)"));
                }
                last = line;
            }
        }
        return findings;
    }

    private static List<Finding> files(
            ElementFiles element, Predicate<ElementFile> wrong, String rule, String message, String remedy) {
        return element.all().stream()
                .filter(wrong)
                .map(file -> new Finding(rule, file.path(), 1, message.formatted(file.name()), remedy))
                .toList();
    }

    /** The lines in which a pattern is found, but for comments and here-documents. */
    private static List<Finding> lines(ElementFile file, Pattern wrong, String rule, String message, String remedy) {
        List<Finding> findings = new ArrayList<>();
        file.code().forEach((number, line) -> {
            if (wrong.matcher(line).find()) {
                findings.add(new Finding(rule, file.path(), number, message, remedy));
            }
        });
        return findings;
    }
}
