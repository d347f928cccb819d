// SPDX-License-Identifier: Apache-2.0
package dev.dib.image;

import dev.dib.hook.HookListener;
import dev.dib.hook.Phase;
import dev.dib.problem.Problem;
import dev.dib.problem.ProblemException;
import dev.dib.sandbox.ProcessInfo;
import dev.dib.sandbox.Sandbox;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Finds out which hook left which processes running. A hook may start a daemon that another hook of the same phase stops; what
 * lives on after the phase would write to the image while it is sealed, so the build ends it, and fails.
 */
final class LeftProcesses implements HookListener {

    /**
     * Daemons of GnuPG, which gpg starts for itself, and which end by themselves a while after the last one who asked them.
     * They keep nothing in the image, and are ended without a word.
     */
    private static final Set<String> HARMLESS = Set.of("gpg-agent", "dirmngr", "keyboxd", "scdaemon");

    private static final int GLANCES = 20;
    private static final long GLANCE_MILLIS = 50;

    private final Sandbox sandbox;
    private final Phase phase;
    private final Map<Long, String> hooks = new TreeMap<>();

    LeftProcesses(Sandbox sandbox, Phase phase) {
        this.sandbox = sandbox;
        this.phase = phase;
    }

    @Override
    public void hookFinished(Phase finished, String element, String script, Duration elapsed) {
        String hook = finished + "/" + script + (element.isEmpty() ? "" : " of element '" + element + "'");
        sandbox.hostPids().forEach(pid -> hooks.putIfAbsent(pid, hook));
    }

    /**
     * Ends what the phase left.
     *
     * @param mask takes secrets out of what is told
     * @throws ProblemException if that was more than harmless
     */
    void end(BuildListener listener, UnaryOperator<String> mask) throws IOException, InterruptedException {
        if (sandbox.hostPids().isEmpty()) {
            return;
        }
        List<ProcessInfo> left = List.of();
        for (int i = 0; i < GLANCES; i++) {
            left = sandbox.processes();
            if (left.stream().allMatch(LeftProcesses::isHarmless)) {
                break;
            }
            // what was told to end may need a moment
            TimeUnit.MILLISECONDS.sleep(GLANCE_MILLIS);
        }
        String hook = sandbox.hostPids().stream()
                .flatMap(pid -> Stream.ofNullable(hooks.get(pid)))
                .findFirst()
                .orElse(phase.toString());
        sandbox.killAll();
        List<String> lines = new ArrayList<>();
        List<String> harmless = new ArrayList<>();
        left.forEach(process -> (isHarmless(process) ? harmless : lines).add(mask.apply(process.commandLine())));
        if (!harmless.isEmpty()) {
            listener.processesEnded(phase, harmless);
        }
        if (!lines.isEmpty()) {
            throw new ProblemException(new Problem(
                    hook,
                    "left processes running, which the build ended: " + String.join("; ", lines),
                    "stop it in the hook, or keep it from being started (policy-rc.d, --no-start)"));
        }
    }

    private static boolean isHarmless(ProcessInfo process) {
        String program = process.commandLine().split(" ", 2)[0];
        return HARMLESS.contains(program.substring(program.lastIndexOf('/') + 1));
    }
}
