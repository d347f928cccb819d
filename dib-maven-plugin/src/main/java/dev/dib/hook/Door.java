// SPDX-License-Identifier: Apache-2.0
package dev.dib.hook;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Scripts by which a person gets to where a hook runs, with the environment of the hook.
 *
 * @param folder holds them, and the file {@code environment}: variables, each with a NUL at its end. It may have secrets.
 */
public record Door(Path folder) {

    /** Reads the environment into an array, as bash cannot export functions from a file otherwise; a shell by default. */
    private static final String HEAD = """
            folder=$(dirname "$(readlink -f "$0")")
            mapfile -d '' variables <"$folder/environment"
            variables+=("TERM=${TERM:-dumb}")
            if [ $# -eq 0 ]; then
                set -- sh -c 'exec "$(command -v bash || command -v sh)"'
            fi
            """;

    public void writeEnvironment(Map<String, String> environment) throws IOException {
        Path file = folder.resolve("environment");
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(
                file,
                new TreeMap<>(environment)
                        .entrySet().stream()
                                .map(entry -> entry.getKey() + "=" + entry.getValue() + "\0")
                                .collect(Collectors.joining()),
                StandardCharsets.UTF_8);
    }

    /**
     * Writes the script {@code enter [COMMAND...]}.
     *
     * @param body bash; finds the variables as {@code "${variables[@]}"} and the command as its arguments
     */
    public void writeEnter(String body) throws IOException {
        writeScript("enter", HEAD + body);
    }

    public void writeScript(String name, String body) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, "#!/bin/bash\nset -eu\n" + body);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    /** Words for a shell that reads them. */
    public static String quoted(List<String> words) {
        return words.stream()
                .map(word -> "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
    }
}
