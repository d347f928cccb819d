// SPDX-License-Identifier: Apache-2.0
package dev.dib.lint;

import dev.dib.problem.Problem;
import java.nio.file.Path;
import java.util.Comparator;

/**
 * Something that a rule does not like.
 *
 * @param rule the name of the rule, with which it can be disabled
 * @param file the path in the element
 * @param line counted from 1
 * @param message what is wrong, one sentence without a full stop
 * @param remedy what to do about it; may be empty
 */
public record Finding(String rule, String file, int line, String message, String remedy)
        implements Comparable<Finding> {

    private static final Comparator<Finding> ORDER = Comparator.comparing(Finding::file)
            .thenComparing(Finding::line)
            .thenComparing(Finding::rule)
            .thenComparing(Finding::message)
            .thenComparing(Finding::remedy);

    /** As a problem of a file in the element's folder. */
    public Problem problem(Path directory) {
        return new Problem(directory.resolve(file) + ":" + line, message + " [" + rule + "]", remedy);
    }

    /** By file, then by line. */
    @Override
    public int compareTo(Finding other) {
        return ORDER.compare(this, other);
    }
}
