// SPDX-License-Identifier: Apache-2.0
package dev.dib.hook;

import dev.dib.secret.Secrets;
import dev.dib.sandbox.Command;
import dev.dib.sandbox.Commands;
import dev.dib.sandbox.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs the scripts of a phase, one after the other. The first that fails ends the phase. */
public final class HookRunner {

    private final Commands commands;
    private final HookTree tree;
    private final Path logs;
    private final Clock clock;
    private final Duration limit;
    private final HookListener listener;
    private Secrets secrets;

    /**
     * @param tree tells which element brought a script
     * @param logs the folder that gets one log for each phase, {@code install.d.log}
     * @param limit how long one script may run
     * @param secrets what no log, listener or message may learn; those in the environment of a phase are added to them
     */
    public HookRunner(
            Commands commands,
            HookTree tree,
            Path logs,
            Clock clock,
            Duration limit,
            HookListener listener,
            Secrets secrets) {
        this.commands = commands;
        this.tree = tree;
        this.logs = logs;
        this.clock = clock;
        this.limit = limit;
        this.listener = listener;
        this.secrets = secrets;
    }

    /**
     * The environment that a phase's scripts get: that of the surroundings and what {@code environment.d} makes of it.
     *
     * @throws HookFailedException if an environment file fails
     */
    public Map<String, String> environment(Phase phase, Surroundings around) throws IOException, InterruptedException {
        try (var log = new PhaseLog(logs.resolve(EnvironmentFiles.FOLDER + "." + phase + ".log"), clock)) {
            return environment(phase, around, log);
        }
    }

    /**
     * Runs a phase. Does nothing, and says nothing, if it has no scripts.
     *
     * @throws HookFailedException if a script or an environment file fails
     */
    public void run(Phase phase, Surroundings around) throws IOException, InterruptedException {
        Path folder = around.hooks().resolve(phase.folder());
        List<String> scripts = ScriptFolder.scripts(folder);
        if (scripts.isEmpty()) {
            return;
        }
        listener.phaseStarted(phase, scripts.size());
        long start = clock.millis();
        Path file = logs.resolve(phase + ".log");
        try (var log = new PhaseLog(file, clock)) {
            Surroundings complete = around.with(environment(phase, around, log));
            for (String script : scripts) {
                run(phase, script, complete, log);
            }
        }
        listener.phaseFinished(phase, scripts.size(), Duration.ofMillis(clock.millis() - start), file);
    }

    private Map<String, String> environment(Phase phase, Surroundings around, PhaseLog log)
            throws IOException, InterruptedException {
        var files = new EnvironmentFiles(commands, "dib-environment-" + System.identityHashCode(around));
        EnvironmentFiles.Sourced sourced = files.source(around, line -> print(phase, line, log));
        if (!sourced.outcome().succeeded()) {
            throw new HookFailedException(
                    EnvironmentFiles.FOLDER + " (before " + phase + ")", "", masked(sourced.outcome()), log.file());
        }
        secrets = secrets.and(sourced.environment());
        return sourced.environment();
    }

    private void run(Phase phase, String script, Surroundings around, PhaseLog log)
            throws IOException, InterruptedException {
        String element = tree.elementOf(phase, script);
        listener.hookStarted(phase, element, script);
        log.add("dib: " + phase + "/" + script + (element.isEmpty() ? "" : " of " + element));
        Path path = around.seenAs().resolve(phase.folder()).resolve(script);
        Outcome outcome =
                commands.run(command(List.of(path.toString()), around).within(limit), line -> print(phase, line, log));
        log.add("dib: " + phase + "/" + script + " ended with status " + outcome.status() + " after "
                + outcome.elapsed().toMillis() + " ms");
        if (!outcome.succeeded()) {
            throw new HookFailedException(phase + "/" + script, element, masked(outcome), log.file());
        }
        listener.hookFinished(phase, element, script, outcome.elapsed());
    }

    private void print(Phase phase, String line, PhaseLog log) {
        String shown = secrets.mask(line);
        log.add(shown);
        listener.hookPrinted(phase, shown);
    }

    /** The secrets of the build, as far as the phases that were run know them. */
    public Secrets secrets() {
        return secrets;
    }

    private Outcome masked(Outcome outcome) {
        return new Outcome(
                outcome.status(),
                outcome.timedOut(),
                outcome.elapsed(),
                outcome.tail().stream().map(secrets::mask).toList());
    }

    static Command command(List<String> line, Surroundings around) {
        return new Command(
                line, around.environment(), Optional.of(around.directory()), around.root(), Optional.empty());
    }
}
