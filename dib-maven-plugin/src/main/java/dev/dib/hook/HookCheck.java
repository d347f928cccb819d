// SPDX-License-Identifier: Apache-2.0
package dev.dib.hook;

import dev.dib.problem.Problem;
import dev.dib.problem.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks at the hooks of an image before one of them runs: what cannot run is a problem, and what looks as if it were meant to
 * run, but will not, is a warning. What a hook does is not looked at: that is for lint.
 */
public final class HookCheck {

    /** How much of a file is looked at; first lines longer than 256 bytes are cut off by Linux anyway. */
    private static final int START = 1 << 16;

    private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";

    private static final String NO_MARK = "save it as UTF-8 without one";

    private static final String UNIX_ENDS = "save it with Unix ends of line";

    private final Interpreters interpreters;
    private final Problems problems;
    private final List<Problem> warnings = new ArrayList<>();

    private HookCheck(Interpreters interpreters, Problems problems) {
        this.interpreters = interpreters;
        this.problems = problems;
    }

    /**
     * Looks at all hooks, commands and environment files of a tree.
     *
     * @param path the PATH of hooks that run on the host
     * @param problems gets what cannot run
     * @return what will not run although it may be meant to
     */
    public static List<Problem> run(HookTree tree, String path, Problems problems) throws IOException {
        var check = new HookCheck(Interpreters.of(path, tree), problems);
        for (HookTree.Direct file : tree.direct()) {
            check.check(file);
        }
        return List.copyOf(check.warnings);
    }

    private void check(HookTree.Direct file) throws IOException {
        Optional<Phase> phase = Phase.ofFolder(file.folder());
        boolean environment = file.folder().equals(EnvironmentFiles.FOLDER);
        if (phase.isEmpty() && !environment && !file.folder().equals("bin")) {
            return;
        }
        if (Files.isSymbolicLink(file.path()) && leadsNowhere(file)) {
            warn(
                    file,
                    "is a link that leads to no file of its element, so it is not run",
                    "put the file there instead");
            return;
        }
        if (!Files.isRegularFile(file.path())) {
            return;
        }
        Optional<String> start = start(file.path());
        if (start.isEmpty()) {
            return;
        }
        if (environment) {
            checkEnvironment(file, start.get());
        } else if (phase.isPresent()) {
            checkHook(file, phase.get(), start.get());
        } else {
            checkFirstLine(file, start.get());
        }
    }

    private void checkEnvironment(HookTree.Direct file, String start) {
        if (!ScriptFolder.isEnvironmentFile(file.name())) {
            warn(file, "is not sourced: its name has other characters than letters, digits and _ . -", "rename it");
        } else if (start.startsWith(BYTE_ORDER_MARK)) {
            problem(file, "begins with a byte order mark, which bash takes for a command", NO_MARK);
        } else if (start.contains("\r\n")) {
            problem(file, "has lines that end with CR LF, and bash takes the CR for a part of them", UNIX_ENDS);
        }
    }

    private void checkHook(HookTree.Direct file, Phase phase, String start) {
        boolean executable = Files.isExecutable(file.path());
        boolean named = ScriptFolder.isScript(file.name());
        if (executable && !named) {
            warn(file, "is not run: its name has other characters than letters, digits, _ and -", "rename it");
        } else if (!executable && named && start.startsWith("#!")) {
            warn(file, "is not executable, so it is not run", "chmod +x it");
        } else if (executable) {
            boolean good = checkFirstLine(file, start);
            if (good && !start.startsWith("#!") && !start.startsWith("\u007fELF")) {
                warn(file, "has no first line that names its interpreter, so sh runs it", "begin it with #!/bin/bash");
            } else if (good && start.startsWith("#!") && phase.place() == Phase.Place.HOST) {
                interpreters
                        .missing(firstLine(start))
                        .ifPresent(missing -> problem(
                                file,
                                "is run by '" + missing + "', which is not on this host",
                                "install it, or write the hook for bash"));
            }
        }
    }

    private boolean checkFirstLine(HookTree.Direct file, String start) {
        String line = firstLine(start);
        if (start.startsWith(BYTE_ORDER_MARK)) {
            problem(file, "begins with a byte order mark, which hides its first line from Linux", NO_MARK);
        } else if (!line.startsWith("#!")) {
            return true;
        } else if (line.endsWith("\r")) {
            problem(file, "has a first line that ends with CR LF: no interpreter has such a name", UNIX_ENDS);
        } else if (Interpreters.program(line).startsWith("/")) {
            return true;
        } else {
            problem(
                    file,
                    "names the interpreter '" + Interpreters.program(line) + "' without its path",
                    "begin it with #!/bin/bash, or #!/usr/bin/env");
        }
        return false;
    }

    private static String firstLine(String start) {
        int end = start.indexOf('\n');
        return end < 0 ? start : start.substring(0, end);
    }

    /** A link is copied as it is, so that what it leads to has to be in the tree, or at the same place everywhere. */
    private static boolean leadsNowhere(HookTree.Direct file) throws IOException {
        Path target = Files.readSymbolicLink(file.path());
        Path inTree = Path.of(file.folder()).resolve(target).normalize();
        return !Files.exists(file.path()) || (!target.isAbsolute() && inTree.startsWith(".."));
    }

    /** The first bytes of a file, one char each; nothing, and a problem, if it cannot be read. */
    private Optional<String> start(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return Optional.of(new String(in.readNBytes(START), StandardCharsets.ISO_8859_1));
        } catch (AccessDeniedException e) {
            problems.add(file.toString(), "must not be read by the user who builds", "chmod a+r it");
            return Optional.empty();
        }
    }

    private void problem(HookTree.Direct file, String message, String remedy) {
        problems.add(file.path() + ":1", message, remedy);
    }

    private void warn(HookTree.Direct file, String message, String remedy) {
        warnings.add(new Problem(file.path().toString(), message, remedy));
    }
}
