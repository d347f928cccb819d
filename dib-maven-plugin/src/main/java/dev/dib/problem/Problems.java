// SPDX-License-Identifier: Apache-2.0
package dev.dib.problem;

import java.util.ArrayList;
import java.util.List;

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
