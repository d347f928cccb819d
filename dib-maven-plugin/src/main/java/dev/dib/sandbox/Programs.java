// SPDX-License-Identifier: Apache-2.0
package dev.dib.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the host has its programs. */
final class Programs {

    private Programs() {}

    /**
     * The file that {@code execvp(3)} would run.
     *
     * @param program a name, looked up in the search path, or a path
     * @param directory what a path is relative to
     * @throws ProgramNotFoundException if there is no such executable file
     */
    static Path find(String program, String searchPath, Path directory) throws IOException {
        if (program.contains("/")) {
            Path file = directory.resolve(program);
            if (runs(file)) {
                return file;
            }
            throw new ProgramNotFoundException(program, directory.toString());
        }
        for (String folder : searchPath.split(":", -1)) {
            Path file = directory.resolve(folder).resolve(program);
            if (!program.isEmpty() && runs(file)) {
                return file;
            }
        }
        throw new ProgramNotFoundException(program, searchPath);
    }

    /** The path of a tool of the sandbox itself. */
    static String tool(String name) throws IOException {
        return find(name, Command.PATH, Path.of("/")).toString();
    }

    private static boolean runs(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }
}
