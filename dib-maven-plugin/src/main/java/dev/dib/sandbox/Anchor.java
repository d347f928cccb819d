// SPDX-License-Identifier: Apache-2.0
package dev.dib.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.dib.problem.Problem;
import dev.dib.problem.ProblemException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The process that is PID 1 of a sandbox, seen from outside: {@code unshare(1)} with {@code anchor.bash} as its child. It
 * lives as long as its standard input, which only this JVM holds, is open. It has a session of its own, so that a Ctrl-C of
 * the terminal does not end what has to clean up.
 */
final class Anchor {

    /** How long it may take to make the namespaces, and how long to remove what an earlier sandbox left. */
    private static final Duration STARTING = Duration.ofSeconds(30);

    private static final Duration REMOVING = Duration.ofMinutes(10);

    private static final Duration EXITING = Duration.ofSeconds(5);

    private static final String END = "end";

    private record Line(String word, String text) {

        static Line parse(String line) {
            int tab = line.indexOf('\t');
            return tab < 0 ? new Line("", line) : new Line(line.substring(0, tab), line.substring(tab + 1));
        }
    }

    private final SandboxSpec spec;
    private final Process process;
    private final LinkedBlockingQueue<Line> lines = new LinkedBlockingQueue<>();
    private final List<String> notes = new ArrayList<>();
    private ProcessHandle first;

    private Anchor(SandboxSpec spec, Process process) {
        this.spec = spec;
        this.process = process;
    }

    /** Starts it and waits until its namespaces and its scratch directory are there. */
    static Anchor start(SandboxSpec spec, boolean root) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(Programs.tool("setsid"), "--", Programs.tool("unshare")));
        line.addAll(List.of("--fork", "--kill-child", "--mount-proc", "--propagation", "private"));
        line.addAll(List.of("--mount", "--pid", "--ipc", "--uts"));
        if (!spec.network()) {
            line.add("--net");
        }
        if (!root) {
            line.addAll(List.of("--user", "--map-root-user", "--map-auto"));
        }
        // As a variable, the script does not fill the list of processes.
        line.addAll(List.of("--", Programs.tool("bash"), "-c", "eval \"$DIB_ANCHOR\"", "dib-sandbox"));
        line.add(spec.scratch().toString());
        line.add(spec.lock().toString());
        line.add(Long.toString(ProcessHandle.current().pid()));
        for (SandboxSpec.Tmpfs tmpfs : spec.tmpfs()) {
            line.add(spec.scratch().resolve(tmpfs.directory()).normalize().toString());
            line.add(tmpfs.size());
        }
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(Command.of("bash").environment());
        builder.environment().put("DIB_ANCHOR", Scripts.join("processes.bash", "mounts.bash", "anchor.bash"));
        Anchor anchor = new Anchor(spec, builder.start());
        anchor.listen();
        try {
            anchor.awaitReady();
            return anchor;
        } catch (IOException | InterruptedException | RuntimeException e) {
            anchor.release();
            anchor.awaitExit();
            throw e;
        }
    }

    private void listen() {
        Thread thread = new Thread(
                () -> {
                    try (BufferedReader reader = process.inputReader(UTF_8)) {
                        reader.lines().map(Line::parse).forEach(lines::add);
                    } catch (IOException | UncheckedIOException e) {
                        lines.add(new Line("", e.toString()));
                    } finally {
                        lines.add(new Line(END, ""));
                    }
                },
                "dib-anchor");
        thread.setDaemon(true);
        thread.start();
    }

    private void awaitReady() throws IOException, InterruptedException {
        List<String> said = new ArrayList<>();
        Duration limit = STARTING;
        while (true) {
            Line line = lines.poll(limit.toSeconds(), TimeUnit.SECONDS);
            if (line == null) {
                throw new IOException("the sandbox was not ready after " + limit.toSeconds() + " s: " + said);
            }
            switch (line.word()) {
                case "ready" -> {
                    first = process.toHandle()
                            .children()
                            .findFirst()
                            .orElseThrow(() -> new IOException("the sandbox ended at once"));
                    return;
                }
                case "stale" -> {
                    limit = REMOVING;
                    notes.add("removed " + line.text() + ", left by a sandbox that was killed");
                }
                case "warning" -> notes.add(line.text());
                case "busy", "exists", "failed" -> throw new ProblemException(problem(line));
                case END -> throw new ProblemException(NamespaceRefusal.explain(HostFacts.read(), said));
                default -> said.add(line.text());
            }
        }
    }

    private Problem problem(Line line) {
        String scratch = spec.scratch().toString();
        return switch (line.word()) {
            case "busy" ->
                new Problem(
                        scratch,
                        "another build works in it" + (line.text().isBlank() ? "" : ", process " + line.text()),
                        "wait until it ends");
            case "exists" ->
                new Problem(
                        scratch,
                        "it exists, but no sandbox made it, so it is not removed",
                        "remove it, or choose another directory");
            default -> Problem.of(scratch, line.text());
        };
    }

    /** The number by which the host knows PID 1 of the sandbox. */
    long pid() {
        return first.pid();
    }

    /** What runs below PID 1 of the sandbox; of what was started from outside, only what lost its parent. */
    List<Long> descendants() {
        return first.descendants().map(ProcessHandle::pid).toList();
    }

    boolean alive() {
        return process.isAlive() && first.isAlive();
    }

    /** What there is to tell a person about the start. */
    List<String> notes() {
        return List.copyOf(notes);
    }

    /** Lets it end. Does not wait. */
    void release() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            return; // it has ended already
        }
    }

    /** Waits until the process that has said its last word is gone too. */
    private void awaitExit() {
        process.onExit()
                .completeOnTimeout(process, EXITING.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    /**
     * Lets it end and waits for it; an interruption is kept for later.
     *
     * @return the processes that were still there and were killed
     * @throws IOException if something of the sandbox remains
     */
    List<ProcessInfo> end(Duration limit) throws IOException {
        release();
        List<ProcessInfo> left = new ArrayList<>();
        List<String> trouble = new ArrayList<>();
        long deadline = System.nanoTime() + limit.toNanos();
        boolean interrupted = false;
        boolean over = false;
        while (!over) {
            try {
                Line line = lines.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (line == null) {
                    process.destroyForcibly();
                    trouble.add("it did not end within " + limit.toSeconds() + " s and was killed");
                    over = true;
                } else if (line.word().equals("left")) {
                    left.add(ProcessInfo.parse(line.text()));
                } else if (line.word().equals("remains")) {
                    trouble.add(line.text());
                } else {
                    over = line.word().equals(END);
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        awaitExit();
        if (trouble.isEmpty() && Files.exists(spec.scratch(), LinkOption.NOFOLLOW_LINKS)) {
            trouble.add("it was killed and could not remove its directory; the next one beside it does");
        }
        if (!trouble.isEmpty()) {
            throw new IOException("the sandbox in " + spec.scratch() + ": " + String.join("; ", trouble));
        }
        return left;
    }
}
