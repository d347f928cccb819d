// SPDX-License-Identifier: Apache-2.0
package dev.dib.sandbox;

/**
 * A process of a sandbox.
 *
 * @param pid its number, as the sandbox sees it
 * @param commandLine its program and arguments, separated by blanks, control characters replaced by blanks
 */
public record ProcessInfo(long pid, String commandLine) {

    /** Reads {@code PID COMMAND LINE}, as the scripts of the sandbox print it. */
    static ProcessInfo parse(String line) {
        int blank = line.indexOf(' ');
        return new ProcessInfo(
                Long.parseLong(line.substring(0, blank)),
                line.substring(blank + 1).strip());
    }

    @Override
    public String toString() {
        return pid + " " + commandLine;
    }
}
