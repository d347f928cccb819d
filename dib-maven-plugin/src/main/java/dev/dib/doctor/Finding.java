// SPDX-License-Identifier: Apache-2.0
package dev.dib.doctor;

import dev.dib.problem.Problem;
import java.util.Optional;

/**
 * One thing that was looked at.
 *
 * @param state how it is
 * @param subject what was looked at: {@code mcopy}, {@code sandbox}
 * @param message what was seen, a phrase without a full stop
 * @param remedy what to do about it; empty if nothing
 * @param debianPackage what to install to mend it
 */
public record Finding(State state, String subject, String message, String remedy, Optional<String> debianPackage) {

    /** How a thing is. */
    public enum State {
        /** It is there and works. */
        GOOD,
        /** No build is stopped by it, but a person should know. */
        NOTE,
        /** Work that needs it cannot be done. */
        BAD
    }

    static Finding good(String subject, String message) {
        return new Finding(State.GOOD, subject, message, "", Optional.empty());
    }

    static Finding note(String subject, String message, String remedy) {
        return new Finding(State.NOTE, subject, message, remedy, Optional.empty());
    }

    /** Something that is wrong. */
    public static Finding bad(Problem problem) {
        return new Finding(State.BAD, problem.subject(), problem.message(), problem.remedy(), Optional.empty());
    }

    static Finding missing(Tool tool) {
        return new Finding(
                State.BAD,
                tool.name(),
                "is not installed; it " + tool.purpose(),
                "install the Debian package " + tool.debianPackage(),
                Optional.of(tool.debianPackage()));
    }

    public Problem problem() {
        return new Problem(subject, message, remedy);
    }
}
