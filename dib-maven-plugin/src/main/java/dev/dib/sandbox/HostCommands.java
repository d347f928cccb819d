// SPDX-License-Identifier: Apache-2.0
package dev.dib.sandbox;

import java.io.IOException;
import java.util.function.Consumer;

/** Runs processes on the host as it is. */
public final class HostCommands implements Commands {

    @Override
    public Outcome run(Command command, Consumer<String> lines) throws IOException, InterruptedException {
        throw new UnsupportedOperationException("not yet");
    }
}
