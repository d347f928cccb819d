// SPDX-License-Identifier: Apache-2.0
package dev.dib.boot;

import java.io.Closeable;
import java.time.Duration;

/** Runs commands in the guest. */
interface GuestShell extends Closeable {

    /**
     * Runs a command to its end, with nothing on its standard input.
     *
     * @throws GuestException if it does not end in time, or the guest cannot be reached any more
     */
    CommandResult run(String command, Duration limit) throws GuestException, InterruptedException;

    @Override
    void close();
}
