// SPDX-License-Identifier: Apache-2.0
package dev.dib.maven;

import dev.dib.problem.Problem;
import dev.dib.problem.ProblemException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * Reads {@code project.build.outputTimestamp}: an ISO 8601 time with its offset, or seconds since 1970. A text of one letter
 * switches it off (Maven's "Configuring for Reproducible Builds").
 */
final class OutputTimestamp {

    private OutputTimestamp() {}

    static Optional<Instant> parse(String text) {
        if (text == null || text.isBlank() || (text.length() == 1 && !Character.isDigit(text.charAt(0)))) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    text.matches("[0-9]{1,11}")
                            ? Instant.ofEpochSecond(Long.parseLong(text))
                            : OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            throw new ProblemException(
                    new Problem(
                            "project.build.outputTimestamp",
                            "'" + text + "' is no time",
                            "write it as 2026-11-23T00:00:00Z"),
                    e);
        }
    }
}
