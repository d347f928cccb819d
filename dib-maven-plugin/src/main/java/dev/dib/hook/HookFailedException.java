// SPDX-License-Identifier: Apache-2.0
package dev.dib.hook;

import dev.dib.problem.Problem;
import dev.dib.problem.ProblemException;
import dev.dib.sandbox.Outcome;
import java.nio.file.Path;

/** A hook, or an environment file, ended with a status other than 0 or ran too long. */
public class HookFailedException extends ProblemException {

    private static final long serialVersionUID = 1L;

    private final transient Outcome outcome;
    private final transient Path log;
    private final transient Surroundings around;

    HookFailedException(String subject, String element, Outcome outcome, Path log, Surroundings around) {
        this(problem(subject, element, outcome, log), outcome, log, around);
    }

    private HookFailedException(Problem problem, Outcome outcome, Path log, Surroundings around) {
        super(problem);
        this.outcome = outcome;
        this.log = log;
        this.around = around;
    }

    /** This failure with another thing that its reader can do about it. */
    public HookFailedException or(String remedy) {
        Problem problem = problems().get(0);
        var more = new HookFailedException(
                new Problem(problem.subject(), problem.message(), problem.remedy() + ", or " + remedy),
                outcome,
                log,
                around);
        more.setStackTrace(getStackTrace());
        return more;
    }

    /** What failed: {@code install.d/50-name}. */
    public String subject() {
        return problems().get(0).subject();
    }

    /** What it found around it, with the variables that {@code environment.d} added if it came to that. */
    public Surroundings around() {
        return around;
    }

    private static Problem problem(String subject, String element, Outcome outcome, Path log) {
        String who = element.isEmpty() ? "" : "of element '" + element + "' ";
        String end = outcome.timedOut()
                ? "was ended after " + outcome.elapsed().toSeconds() + " s, its limit"
                : "failed with status " + outcome.status();
        String tail = outcome.tail().isEmpty()
                ? "; it printed nothing"
                : ". Its last lines:\n    " + String.join("\n    ", outcome.tail());
        return new Problem(subject, who + end + tail, "see the whole log in " + log);
    }

    public Outcome outcome() {
        return outcome;
    }

    public Path log() {
        return log;
    }
}
