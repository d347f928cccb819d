// SPDX-License-Identifier: Apache-2.0
package dev.dib.sandbox;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A {@code sudo} for scripts that call it although they run with uid 0 in a sandbox. It needs no set-uid program, asks for
 * nothing, hands the environment on, and can switch to another user ({@code -u}, {@code -g}). Also {@code -i}, {@code -s},
 * {@code -H}, {@code -D} and {@code VAR=value} do what {@code sudo(8)} says; options about passwords do nothing.
 */
public final class SudoStandIn {

    private SudoStandIn() {}

    /**
     * Installs it.
     *
     * @param directory where; made if absent. To be the first of the search path.
     */
    public static void install(Commands sandbox, Path directory) throws IOException, InterruptedException {
        sandbox.check(Command.of("mkdir", "-p", "--", directory.toString()));
        new SmallFiles(sandbox).write(directory.resolve("sudo"), Scripts.read("sudo"), "755");
    }
}
