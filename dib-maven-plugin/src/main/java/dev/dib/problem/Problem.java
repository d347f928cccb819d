// SPDX-License-Identifier: Apache-2.0
package dev.dib.problem;

import static java.util.Objects.requireNonNull;

/**
 * One thing that is wrong, told so that its reader can mend it.
 *
 * @param subject what is wrong: a parameter ({@code formats}), a file with its line ({@code pkg-map:12}), an element or a
 *     tool; never blank
 * @param message why it is wrong, one sentence without a full stop
 * @param remedy what to do about it, one sentence without a full stop; empty if the message says it already
 */
public record Problem(String subject, String message, String remedy) {

    public Problem {
        requireNonNull(subject, "subject");
        requireNonNull(message, "message");
        requireNonNull(remedy, "remedy");
    }

    public static Problem of(String subject, String message) {
        return new Problem(subject, message, "");
    }

    /** One line: {@code subject: message. To fix: remedy.} */
    @Override
    public String toString() {
        return subject + ": " + message + (remedy.isEmpty() ? "" : ". To fix: " + remedy);
    }
}
