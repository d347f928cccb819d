// SPDX-License-Identifier: Apache-2.0
package dev.dib.problem;

import java.util.List;
import java.util.stream.Collectors;

/** Ends a build because of things that its user can mend. Carries all that were found, so that they are mended at once. */
public class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    public ProblemException(Problem problem) {
        this(List.of(problem));
    }

    public ProblemException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining(System.lineSeparator())));
        this.problems = List.copyOf(problems);
    }

    public ProblemException(Problem problem, Throwable cause) {
        this(problem);
        initCause(cause);
    }

    public List<Problem> problems() {
        return problems;
    }
}
