// SPDX-License-Identifier: Apache-2.0
package dev.dib.problem;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Gathers problems while a thing is checked, so that all of them are reported at once. */
public final class Problems {

    private final List<Problem> found = new ArrayList<>();

    public void add(String subject, String message, String remedy) {
        found.add(new Problem(subject, message, remedy));
    }

    public void add(Problem problem) {
        found.add(problem);
    }

    public void addAll(List<Problem> problems) {
        found.addAll(problems);
    }

    /** A part of a check that ends at the first problem, or has gathered its own. */
    public interface Check<T> {
        T run() throws IOException;
    }

    /** What a part of a check finds; nothing if it ends with problems, which are gathered. */
    public <T> Optional<T> gather(Check<T> check) throws IOException {
        try {
            return Optional.of(check.run());
        } catch (ProblemException e) {
            addAll(e.problems());
            return Optional.empty();
        }
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    public List<Problem> list() {
        return List.copyOf(found);
    }

    /**
     * Does nothing if no problem was found.
     *
     * @throws ProblemException with all the problems that were found
     */
    public void throwIfAny() {
        if (!found.isEmpty()) {
            throw new ProblemException(found);
        }
    }
}
