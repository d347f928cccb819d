// SPDX-License-Identifier: Apache-2.0
package dev.dib.hook;

import dev.dib.sandbox.Command;
import dev.dib.sandbox.Commands;
import dev.dib.sandbox.Outcome;
import dev.dib.secret.SecretKeeper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
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
    private final List<HookListener> listeners;
    private final SecretKeeper secrets;

    /**
     * @param tree tells which element brought a script
     * @param logs the folder that gets one log for each phase, {@code install.d.log}
     * @param limit how long one script may run
     * @param secrets what no log, listener or message may learn; gets those in the environment of a phase
     */
    public HookRunner(
            Commands commands,
            HookTree tree,
            Path logs,
            Clock clock,
            Duration limit,
            HookListener listener,
            SecretKeeper secrets) {
        this(commands, tree, logs, clock, limit, List.of(listener), secrets);
    }

    private HookRunner(
            Commands commands,
            HookTree tree,
            Path logs,
            Clock clock,
            Duration limit,
            List<HookListener> listeners,
            SecretKeeper secrets) {
        this.commands = commands;
        this.tree = tree;
        this.logs = logs;
        this.clock = clock;
        this.limit = limit;
        this.listeners = listeners;
        this.secrets = secrets;
    }

    /** The same, with one more listener. */
    public HookRunner heardBy(HookListener other) {
        List<HookListener> all = new ArrayList<>(listeners);
        all.add(other);
        return new HookRunner(commands, tree, logs, clock, limit, List.copyOf(all), secrets);
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
        listeners.forEach(listener -> listener.phaseStarted(phase, scripts.size()));
        long start = clock.millis();
        Path file = logs.resolve(phase + ".log");
        try (var log = new PhaseLog(file, clock)) {
            Surroundings complete = around.with(environment(phase, around, log));
            for (String script : scripts) {
                run(phase, script, complete, log);
            }
        }
        Duration elapsed = Duration.ofMillis(clock.millis() - start);
        listeners.forEach(listener -> listener.phaseFinished(phase, scripts.size(), elapsed, file));
    }

    /**
     * Runs a command like a hook of a phase.
     *
     * @param name what to call it; of its log too
     * @throws HookFailedException if it, or an environment file, fails
     */
    public void run(String name, List<String> line, Phase phase, Surroundings around)
            throws IOException, InterruptedException {
        try (var log = new PhaseLog(logs.resolve(name + ".log"), clock)) {
            Surroundings complete = around.with(environment(phase, around, log));
            log.add("dib: " + secrets.mask(String.join(" ", line)));
            Outcome outcome = commands.run(command(line, complete).within(limit), text -> print(phase, text, log));
            if (!outcome.succeeded()) {
                throw new HookFailedException(name, "", masked(outcome), log.file(), complete);
            }
        }
    }

    private Map<String, String> environment(Phase phase, Surroundings around, PhaseLog log)
            throws IOException, InterruptedException {
        var files = new EnvironmentFiles(commands, "dib-environment-" + System.identityHashCode(around));
        EnvironmentFiles.Sourced sourced = files.source(around, line -> print(phase, line, log));
        if (!sourced.outcome().succeeded()) {
            throw new HookFailedException(
                    EnvironmentFiles.FOLDER + " (before " + phase + ")",
                    "",
                    masked(sourced.outcome()),
                    log.file(),
                    around);
        }
        secrets.learn(sourced.environment());
        return sourced.environment();
    }

    private void run(Phase phase, String script, Surroundings around, PhaseLog log)
            throws IOException, InterruptedException {
        String element = tree.elementOf(phase, script);
        listeners.forEach(listener -> listener.hookStarted(phase, element, script));
        log.add("dib: " + phase + "/" + script + (element.isEmpty() ? "" : " of " + element));
        Path path = around.seenAs().resolve(phase.folder()).resolve(script);
        Outcome outcome =
                commands.run(command(List.of(path.toString()), around).within(limit), line -> print(phase, line, log));
        log.add("dib: " + phase + "/" + script + " ended with status " + outcome.status() + " after "
                + outcome.elapsed().toMillis() + " ms");
        if (!outcome.succeeded()) {
            throw new HookFailedException(phase + "/" + script, element, masked(outcome), log.file(), around);
        }
        listeners.forEach(listener -> listener.hookFinished(phase, element, script, outcome.elapsed()));
    }

    private void print(Phase phase, String line, PhaseLog log) {
        String shown = secrets.mask(line);
        log.add(shown);
        listeners.forEach(listener -> listener.hookPrinted(phase, shown));
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
