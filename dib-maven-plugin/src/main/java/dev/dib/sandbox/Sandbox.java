// SPDX-License-Identifier: Apache-2.0
package dev.dib.sandbox;

import dev.dib.problem.Problem;
import dev.dib.problem.ProblemException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A private world of processes and mounts, with a scratch directory, that ends when it is closed or when the JVM ends,
 * however that ends.
 *
 * <p>It has mount, PID, IPC and UTS namespaces of its own. For an ordinary user it also has a user namespace, where the
 * user is root and owns a range of subordinate ids; see {@code user_namespaces(7)} and {@code subuid(5)}. Processes in it
 * see the files of the host, and have uid 0.
 *
 * <p>Next to the scratch directory {@code NAME} stands the file {@code NAME.sandbox-lock}. It is locked as long as the
 * sandbox lives. Opening a sandbox removes every scratch directory of the same parent and the same user whose lock nobody
 * holds.
 */
public final class Sandbox implements Commands, Closeable {

    /** How long the end may take: mostly the removal of the scratch directory. */
    private static final Duration ENDING = Duration.ofMinutes(5);

    /** How long a JVM that was told to end waits for the sandbox. What is not done by then goes on without it. */
    private static final Duration SHUTDOWN = Duration.ofSeconds(20);

    private static final String END_PROCESSES = """
            find_processes
            if ((${#processes[@]} > 0)); then
                printf '%s\\n' "${processes[@]}"
            fi
            if [[ $1 == kill ]]; then
                kill_processes
            fi
            """;

    // ip(8) is not installed everywhere. SIOCSIFFLAGS (0x8914) with IFF_UP: netdevice(7)
    private static final String RAISE_LOOPBACK = """
            if command -v ip >/dev/null; then
                exec ip link set lo up
            fi
            exec perl -e 'socket(S, 2, 2, 0) and ioctl(S, 0x8914, pack("a16sx22", "lo", 1)) or die "lo: $!\\n"'
            """;

    private final SandboxSpec spec;
    private final boolean root;
    private final Anchor anchor;
    private final Thread hook;
    private boolean closed;

    private Sandbox(SandboxSpec spec, boolean root, Anchor anchor) {
        this.spec = spec;
        this.root = root;
        this.anchor = anchor;
        this.hook = new Thread(this::endInShutdown, "dib-sandbox-shutdown");
    }

    /**
     * Opens a sandbox and waits until commands can run in it.
     *
     * @throws ProblemException if the host does not allow it, or the scratch directory is taken
     */
    public static Sandbox open(SandboxSpec wanted) throws IOException, InterruptedException {
        Path parent = Files.createDirectories(wanted.scratch().getParent()).toRealPath();
        SandboxSpec spec =
                new SandboxSpec(parent.resolve(wanted.scratch().getFileName()), wanted.tmpfs(), wanted.network());
        HostFacts facts = HostFacts.read();
        NamespaceRefusal.foreseen(facts).throwIfAny();
        Sandbox sandbox = new Sandbox(spec, facts.root(), Anchor.start(spec, facts.root()));
        try {
            Runtime.getRuntime().addShutdownHook(sandbox.hook);
        } catch (IllegalStateException e) {
            sandbox.anchor.release();
            throw new IOException("no sandbox: the JVM is ending", e);
        }
        if (!spec.network()) {
            sandbox.raiseLoopback();
        }
        return sandbox;
    }

    /** A new network namespace has its loopback interface down; see {@code network_namespaces(7)}. */
    private void raiseLoopback() throws IOException, InterruptedException {
        try {
            check(Command.of("sh", "-c", RAISE_LOOPBACK));
        } catch (IOException | InterruptedException | RuntimeException e) {
            end();
            throw e;
        }
    }

    /** Why none can be opened here, as far as that can be told without trying. */
    public static List<Problem> foreseenProblems() throws IOException {
        return NamespaceRefusal.foreseen(HostFacts.read()).list();
    }

    /** The directory that ends with the sandbox; absolute, without symbolic links. */
    public Path scratch() {
        return spec.scratch();
    }

    /** The number by which the host knows PID 1 of the sandbox. */
    long pid() {
        return anchor.pid();
    }

    /** Whether it works with a user namespace, for an ordinary user. */
    public boolean unprivileged() {
        return !root;
    }

    /** What a person may want to know about how it was opened, such as what was left by an earlier one. */
    public List<String> notes() {
        return anchor.notes();
    }

    /**
     * {@inheritDoc} The directory of a command that has a root directory is a path below that root.
     *
     * @throws IOException also if the sandbox has ended
     */
    @Override
    public Outcome run(Command command, Consumer<String> lines) throws IOException, InterruptedException {
        ensureAlive(command);
        // a session of its own, so that all that it starts can be found and ended
        List<String> line = line(command, List.of(Programs.tool("setsid"), "--"));
        Outcome outcome = ProcessRun.run(command, line, Path.of("/"), lines);
        if (!outcome.succeeded()) {
            ensureAlive(command);
        }
        return outcome;
    }

    /**
     * The line by which a person on the host, who is the user of this JVM, runs a command in it as long as it lives. The
     * command's environment and limit are no part of it.
     */
    public List<String> entrance(Command command) throws IOException {
        return line(command, List.of());
    }

    private List<String> line(Command command, List<String> wrapper) throws IOException {
        List<String> line = new ArrayList<>(List.of(Programs.tool("nsenter")));
        line.addAll(List.of("--target", Long.toString(anchor.pid()), "--mount", "--pid", "--ipc", "--uts"));
        if (!spec.network()) {
            line.add("--net");
        }
        if (!root) {
            line.addAll(List.of("--user", "--preserve-credentials"));
        }
        line.add("--");
        line.addAll(wrapper);
        line.add(Programs.tool("unshare"));
        command.root().ifPresent(path -> line.add("--root=" + path));
        line.add("--wd=" + command.directory().orElse(Path.of("/")));
        line.add("--");
        line.addAll(command.line());
        return line;
    }

    private void ensureAlive(Command command) throws IOException {
        if (!anchor.alive()) {
            throw new IOException("the sandbox ended before '" + command + "' did");
        }
    }

    /**
     * The processes that run in it, by the numbers that the host has for them. After a command has ended, those are what it left
     * behind, zombies among them. Costs a fraction of what {@link #processes()} does, which starts a command.
     */
    public List<Long> hostPids() {
        return anchor.descendants();
    }

    /** The processes that run in it. After a command has ended, those are what it left behind. */
    public List<ProcessInfo> processes() throws IOException, InterruptedException {
        return processes("list");
    }

    /**
     * Kills every process that runs in it, commands included.
     *
     * @return what was killed
     */
    public List<ProcessInfo> killAll() throws IOException, InterruptedException {
        return processes("kill");
    }

    private List<ProcessInfo> processes(String what) throws IOException, InterruptedException {
        String script = Scripts.read("processes.bash") + END_PROCESSES;
        return lines(Command.of("bash", "-s", what).reading(script)).stream()
                .map(ProcessInfo::parse)
                .toList();
    }

    /**
     * Ends everything that runs in it and removes its mounts and its scratch directory.
     *
     * @return the processes that still ran, and were killed
     * @throws IOException if something remains; it names what
     */
    public List<ProcessInfo> end() throws IOException {
        return end(ENDING);
    }

    private synchronized List<ProcessInfo> end(Duration limit) throws IOException {
        if (closed) {
            return List.of();
        }
        closed = true;
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            return anchor.end(SHUTDOWN); // the JVM is ending, and may be killed for taking longer
        }
        return anchor.end(limit);
    }

    // The anchor would end without being told, as soon as the JVM is gone. Waiting for it means that nothing is left
    // when
    // the shell prompts again after a Ctrl-C.
    private void endInShutdown() {
        try {
            end(SHUTDOWN);
        } catch (IOException e) {
            return; // nobody is left to be told
        }
    }

    @Override
    public void close() throws IOException {
        end();
    }
}
