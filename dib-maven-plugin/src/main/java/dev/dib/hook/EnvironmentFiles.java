// SPDX-License-Identifier: Apache-2.0
package dev.dib.hook;

import dev.dib.sandbox.Commands;
import dev.dib.sandbox.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Sources the {@code environment.d} of a hook tree in bash, all files in one shell under {@code set -eu -o pipefail}, and
 * learns what it exports. This is done once for each phase and in the phase's own place, as diskimage-builder does: a file
 * may look around, and may end the build with {@code exit 1}.
 */
final class EnvironmentFiles {

    static final String FOLDER = "environment.d";

    /** Variables that belong to the shell that sourced the files, not to what it was asked for. */
    private static final Set<String> OF_THE_SHELL = Set.of("_", "SHLVL", "PWD", "OLDPWD");

    /**
     * $1 marks the line after which the environment follows, as base64 because values may have any byte but NUL. Names
     * in front of the files are unlikely to clash with variables of elements.
     */
    private static final String SOURCE_ALL = """
            set -eu -o pipefail
            _dib_mark=$1
            shift
            for _dib_file do
                if [[ "${DIB_DEBUG_TRACE:-0}" =~ ^[0-9]+$ ]] && [ "${DIB_DEBUG_TRACE:-0}" -gt 0 ]; then set -x; fi
                . "$_dib_file"
                { set +x; } 2>/dev/null
            done
            echo "$_dib_mark"
            env -0 | base64
            """;

    /** What came of the files: the environment, or an outcome that is no success. */
    record Sourced(Outcome outcome, Map<String, String> environment) {}

    private final Commands commands;
    private final String mark;

    /**
     * @param mark a line that no environment file prints
     */
    EnvironmentFiles(Commands commands, String mark) {
        this.commands = commands;
        this.mark = mark;
    }

    /** Sources the files; the environment is that of the surroundings if there are none. */
    Sourced source(Surroundings around, Consumer<String> lines) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of("bash", "-c", SOURCE_ALL, "environment.d", mark));
        Path folder = around.seenAs().resolve(FOLDER);
        for (String name : ScriptFolder.environmentFiles(around.hooks().resolve(FOLDER))) {
            line.add(folder.resolve(name).toString());
        }
        var base64 = new StringBuilder();
        var marked = new boolean[1];
        Outcome outcome = commands.run(HookRunner.command(line, around), text -> {
            if (marked[0]) {
                base64.append(text);
            } else if (text.equals(mark)) {
                marked[0] = true;
            } else {
                lines.accept(text);
            }
        });
        return new Sourced(outcome, outcome.succeeded() ? parse(base64.toString()) : around.environment());
    }

    private static Map<String, String> parse(String base64) {
        Map<String, String> environment = new TreeMap<>();
        String all = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        for (String entry : all.split("\0", -1)) {
            int equals = entry.indexOf('=');
            if (equals > 0 && !OF_THE_SHELL.contains(entry.substring(0, equals))) {
                environment.put(entry.substring(0, equals), entry.substring(equals + 1));
            }
        }
        return environment;
    }
}
