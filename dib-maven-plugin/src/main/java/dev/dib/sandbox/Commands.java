// SPDX-License-Identifier: Apache-2.0
package dev.dib.sandbox;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A place where processes run: the host as it is ({@link HostCommands}), or a build's {@link Sandbox}. */
public interface Commands {

    /**
     * Runs a command to its end. Whatever it started is ended too when its limit is reached or the calling thread is
     * interrupted.
     *
     * @param lines takes each line of standard output and standard error as it comes, without its end of line
     * @throws IOException if the process cannot be started
     */
    Outcome run(Command command, Consumer<String> lines) throws IOException, InterruptedException;

    /**
     * Runs a command that has to succeed.
     *
     * @throws CommandFailedException if it does not
     */
    default Outcome check(Command command) throws IOException, InterruptedException {
        return check(command, line -> {});
    }

    /**
     * Runs a command that has to succeed.
     *
     * @throws CommandFailedException if it does not
     */
    default Outcome check(Command command, Consumer<String> lines) throws IOException, InterruptedException {
        Outcome outcome = run(command, lines);
        if (!outcome.succeeded()) {
            throw new CommandFailedException(command, outcome);
        }
        return outcome;
    }

    /** The lines that a command prints, which has to succeed. */
    default List<String> lines(Command command) throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>();
        check(command, lines::add);
        return lines;
    }
}
