// SPDX-License-Identifier: Apache-2.0
package dev.dib.boot;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Waits for the wanted state of a guest, then runs the assertions. */
final class BootChecks {

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final BootSpec spec;
    private final Limits limits;
    private final Guest guest;

    BootChecks(BootSpec spec, Limits limits, Guest guest) {
        this.spec = spec;
        this.limits = limits;
        this.guest = guest;
    }

    /**
     * Waits.
     *
     * @throws GuestException if the state is not reached
     */
    void awaitWanted() throws GuestException, InterruptedException {
        WantedState wanted = spec.wanted();
        if (wanted instanceof WantedState.ConsoleText text) {
            awaitConsole(Pattern.compile(text.regex(), Pattern.MULTILINE));
        } else if (wanted instanceof WantedState.LoginPrompt) {
            awaitConsole(SerialShell.LOGIN);
        } else if (wanted instanceof WantedState.SystemRunning running) {
            awaitRunning(running.via());
        } else {
            guest.shell(Channel.SSH);
        }
    }

    private void awaitConsole(Pattern pattern) throws GuestException, InterruptedException {
        if (!guest.console().awaitAnywhere(pattern, guest.bootDeadline())) {
            throw new GuestException("it did not come within the limit for the boot");
        }
    }

    private void awaitRunning(Channel via) throws GuestException, InterruptedException {
        String state;
        do {
            CommandResult result = guest.run(via, "systemctl is-system-running", limits.command());
            state = result.output().strip();
            if (state.equals("running")) {
                return;
            }
            if (state.equals("degraded")) {
                throw new GuestException("systemd's state is 'degraded', these units failed: " + failedUnits(via));
            }
            Thread.sleep(PAUSE.toMillis());
        } while (!guest.bootDeadline().passed());
        throw new GuestException("systemd's state is still '" + state + "' at the end of the limit for the boot");
    }

    private String failedUnits(Channel via) throws GuestException, InterruptedException {
        String command = "systemctl list-units --failed --plain --no-legend --no-pager";
        return guest.run(via, command, limits.command())
                .output()
                .lines()
                .map(line -> line.strip().split("\\s", 2)[0])
                .collect(Collectors.joining(", "));
    }

    /** Runs all assertions, whatever becomes of those before. */
    List<AssertionResult> assertions(BootListener listener) throws InterruptedException {
        List<AssertionResult> results = new ArrayList<>();
        for (Assertion assertion : spec.assertions()) {
            AssertionResult result = check(assertion);
            results.add(result);
            listener.assertionEnded(result);
        }
        return results;
    }

    private AssertionResult check(Assertion assertion) throws InterruptedException {
        long start = System.nanoTime();
        try {
            CommandResult result = guest.run(assertion.via(), assertion.command(), limits.command());
            return new AssertionResult(assertion, result.output(), result.elapsed(), problem(assertion, result));
        } catch (GuestException e) {
            Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
            return new AssertionResult(assertion, "", elapsed, Optional.of(e.getMessage()));
        }
    }

    /** What is wrong with a result; empty if nothing is. */
    static Optional<String> problem(Assertion assertion, CommandResult result) {
        List<String> problems = new ArrayList<>();
        if (result.status() != assertion.status()) {
            problems.add("the exit status is " + result.status() + ", expected was " + assertion.status());
        }
        assertion
                .matching()
                .filter(regex -> !Pattern.compile(regex, Pattern.MULTILINE)
                        .matcher(result.output())
                        .find())
                .ifPresent(regex -> problems.add("its output does not match '" + regex + "'"));
        assertion
                .containing()
                .filter(text -> !result.output().contains(text))
                .ifPresent(text -> problems.add("its output does not contain '" + text + "'"));
        return problems.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", problems));
    }
}
