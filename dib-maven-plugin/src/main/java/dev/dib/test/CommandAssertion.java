// SPDX-License-Identifier: Apache-2.0
package dev.dib.test;

import dev.dib.sandbox.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A command that runs in the tree ends as expected.
 *
 * @param command for the shell of the tree
 * @param status the exit status that is expected
 * @param output to be found in what it prints, with {@code ^} and {@code $} at ends of lines
 */
public record CommandAssertion(String name, String command, int status, Optional<Pattern> output) implements Assertion {

    @Override
    public Optional<String> problem(TreeProbe tree) throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>();
        Outcome outcome = tree.run(command, lines::add);
        String printed = String.join("\n", lines);
        String tail = lines.isEmpty() ? "; it printed nothing" : ". It printed:\n" + Texts.start(printed);
        if (outcome.timedOut()) {
            return Optional.of(
                    "'" + command + "' was ended after " + outcome.elapsed().toSeconds() + " s" + tail);
        }
        if (outcome.status() != status) {
            return Optional.of("'" + command + "' ended with status " + outcome.status() + ", not " + status + tail);
        }
        boolean found = output.isEmpty() || output.get().matcher(printed).find();
        return found
                ? Optional.empty()
                : Optional.of("'" + output.get() + "' is not in what '" + command + "' prints" + tail);
    }
}
