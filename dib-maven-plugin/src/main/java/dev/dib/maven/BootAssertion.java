// SPDX-License-Identifier: Apache-2.0
package dev.dib.maven;

import dev.dib.boot.Assertion;
import dev.dib.boot.Channel;
import java.util.Locale;
import java.util.Optional;

/** A command that is run in the booted guest, and what is expected of it: an {@code <assertion>} in the pom. */
public class BootAssertion {

    /** What it shows; the command if not said. */
    String name;

    /** A command line for the guest's shell. */
    String command;

    /** How it reaches the guest: ssh or serial. */
    String via = "ssh";

    /** The exit status that is expected. */
    int status;

    /** A regular expression to be found in its output, with ^ and $ at ends of lines. */
    String output;

    Assertion assertion() {
        return new Assertion(
                name == null ? command : name,
                command,
                Channel.valueOf(via.toUpperCase(Locale.ROOT)),
                status,
                Optional.ofNullable(output),
                Optional.empty());
    }

    /** Whether the way to the guest is one that there is. */
    boolean hasKnownWay() {
        return via.equals("ssh") || via.equals("serial");
    }
}
