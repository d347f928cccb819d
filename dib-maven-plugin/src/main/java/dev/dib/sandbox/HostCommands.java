// SPDX-License-Identifier: Apache-2.0
package dev.dib.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Runs processes on the host as it is. Each leads a session of its own, without a terminal: a Ctrl-C is the JVM's to handle,
 * and the session is what belongs to the process even after its parent has ended.
 */
public final class HostCommands implements Commands {

    /**
     * {@inheritDoc}
     *
     * @throws ProgramNotFoundException if there is no such program
     * @throws IllegalArgumentException if the command asks for a root directory: that takes a {@link Sandbox}
     */
    @Override
    public Outcome run(Command command, Consumer<String> lines) throws IOException, InterruptedException {
        if (command.root().isPresent()) {
            throw new IllegalArgumentException("'" + command + "' asks for a root directory: run it in a sandbox");
        }
        Path directory = command.directory().orElse(Path.of("/"));
        if (!Files.isDirectory(directory)) {
            throw new IOException("'" + command + "' cannot run in " + directory + ": not a directory");
        }
        String searchPath = command.environment().getOrDefault("PATH", Command.PATH);
        Path program = Programs.find(command.line().get(0), searchPath, directory.toAbsolutePath());
        List<String> line = new ArrayList<>(List.of(Programs.tool("setsid"), "--", program.toString()));
        line.addAll(command.line().subList(1, command.line().size()));
        return ProcessRun.run(command, line, directory, lines);
    }
}
