// SPDX-License-Identifier: Apache-2.0
package dev.dib.boot;

import java.util.Optional;

/**
 * A command that is run in the booted guest, and what is expected of it.
 *
 * @param name what it shows, such as "sudo needs no password"; unique within a boot
 * @param command a command line for the guest's shell
 * @param via how it reaches the guest
 * @param status the exit status that is expected
 * @param matching a {@link java.util.regex.Pattern} to be found in its output, with {@code ^} and {@code $} at lines' ends
 * @param containing a text to be found in its output; output is standard output and standard error
 */
public record Assertion(
        String name, String command, Channel via, int status, Optional<String> matching, Optional<String> containing) {

    /** Expects exit status 0. */
    public static Assertion ssh(String name, String command) {
        return new Assertion(name, command, Channel.SSH, 0, Optional.empty(), Optional.empty());
    }

    /** Expects exit status 0. */
    public static Assertion serial(String name, String command) {
        return new Assertion(name, command, Channel.SERIAL, 0, Optional.empty(), Optional.empty());
    }

    public Assertion expectingStatus(int expected) {
        return new Assertion(name, command, via, expected, matching, containing);
    }

    public Assertion expectingMatch(String regex) {
        return new Assertion(name, command, via, status, Optional.of(regex), containing);
    }

    public Assertion expectingText(String text) {
        return new Assertion(name, command, via, status, matching, Optional.of(text));
    }
}
