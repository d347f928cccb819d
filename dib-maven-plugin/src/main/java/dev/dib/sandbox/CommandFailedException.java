// SPDX-License-Identifier: Apache-2.0
package dev.dib.sandbox;

import java.io.IOException;

/** A process ended with a status other than 0, or was ended because it ran too long. */
public class CommandFailedException extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient Command command;
    private final transient Outcome outcome;

    public CommandFailedException(Command command, Outcome outcome) {
        super(message(command, outcome));
        this.command = command;
        this.outcome = outcome;
    }

    private static String message(Command command, Outcome outcome) {
        String end = outcome.timedOut()
                ? "was ended after its limit of "
                        + command.limit().orElse(outcome.elapsed()).toSeconds() + " s"
                : "failed with status " + outcome.status();
        String lines = outcome.tail().isEmpty() ? "" : "\n    " + String.join("\n    ", outcome.tail());
        return "'" + command + "' " + end + lines;
    }

    public Command command() {
        return command;
    }

    public Outcome outcome() {
        return outcome;
    }
}
