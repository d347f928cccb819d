// SPDX-License-Identifier: Apache-2.0
package dev.dib.boot;

import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A line to somebody who reads and answers, in the manner of {@code expect(1)}. */
interface Terminal {

    /**
     * Types a text.
     *
     * @throws GuestException if the other end hung up
     */
    void send(String text) throws GuestException, InterruptedException;

    /**
     * Waits for a text after the one that was found last. What lies before it, and it, is never found again.
     *
     * @return empty if the deadline passes before
     * @throws GuestException if the other end hangs up before
     */
    Optional<MatchResult> await(Pattern pattern, Deadline deadline) throws GuestException, InterruptedException;
}
