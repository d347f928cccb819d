// SPDX-License-Identifier: Apache-2.0
package dev.dib.sandbox;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.commons.exec.CommandLine;
import org.apache.commons.exec.DefaultExecutor;
import org.apache.commons.exec.ExecuteException;
import org.apache.commons.exec.ExecuteResultHandler;
import org.apache.commons.exec.ProcessDestroyer;

/**
 * One process of the host, from its start to its end.
 *
 * <p>Commons Exec's own watchdog and shutdown hook end the process alone; what that had started lives on and holds the
 * pipes, so that the caller waits for it. Here the whole {@link ProcessTree} ends, on the limit, on an interruption and
 * when the JVM ends.
 */
final class ProcessRun implements ExecuteResultHandler, ProcessDestroyer {

    /** How long the end of a process may take after its tree was killed. */
    private static final Duration DYING = Duration.ofSeconds(10);

    // One pipe for standard output and error keeps their order.
    // bash in its privileged mode, because dash drops variables whose names it does not like, such as exported
    // functions
    private static final List<String> PREFIX = List.of("/bin/bash", "-p", "-c", "umask 022; exec \"$@\" 2>&1", "sh");

    /** Words as they are: Commons Exec would trim them. */
    private static final class ExactLine extends CommandLine {

        private final List<String> words;

        ExactLine(List<String> line) {
            super(PREFIX.get(0));
            words = Stream.concat(PREFIX.stream(), line.stream()).toList();
        }

        @Override
        public String[] toStrings() {
            return words.toArray(String[]::new);
        }
    }

    private final CompletableFuture<Process> started = new CompletableFuture<>();
    private final CompletableFuture<Integer> ended = new CompletableFuture<>();
    private final Command command;
    private final LinePump pump;

    private ProcessRun(Command command, Consumer<String> lines) {
        this.command = command;
        this.pump = new LinePump(command.input(), lines, ended::completeExceptionally);
    }

    /**
     * Runs a line in the environment, with the input and up to the limit of a command.
     *
     * @param line what to run in place of the command's own line; its program is an absolute path
     */
    static Outcome run(Command command, List<String> line, Path directory, Consumer<String> lines)
            throws IOException, InterruptedException {
        return new ProcessRun(command, lines).run(line, directory);
    }

    private Outcome run(List<String> line, Path directory) throws IOException, InterruptedException {
        DefaultExecutor executor = DefaultExecutor.builder()
                .setExecuteStreamHandler(pump)
                .setWorkingDirectory(directory)
                .setThreadFactory(ProcessRun::daemon)
                .get();
        executor.setExitValues(null); // every status is a result
        executor.setProcessDestroyer(this);
        Thread hook = new Thread(this::endTree, "dib-shutdown");
        long start = System.nanoTime();
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException e) {
            throw new IOException("'" + command + "' was not started: the JVM is ending", e);
        }
        try {
            executor.execute(new ExactLine(line), command.environment(), this);
            boolean timedOut = !await();
            int status = timedOut ? end() : ended.get();
            return new Outcome(status, timedOut, Duration.ofNanos(System.nanoTime() - start), pump.tail());
        } catch (InterruptedException e) {
            end();
            throw e;
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        } finally {
            forget(hook);
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "dib-process");
        thread.setDaemon(true);
        return thread;
    }

    /** Whether the process ended within its limit. */
    private boolean await() throws InterruptedException, ExecutionException {
        try {
            if (command.limit().isPresent()) {
                ended.get(command.limit().orElseThrow().toNanos(), TimeUnit.NANOSECONDS);
            } else {
                ended.get();
            }
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    /** Kills the tree and waits for its end: the exit status. */
    private int end() throws IOException, InterruptedException {
        endTree();
        try {
            return ended.get(DYING.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new IOException("'" + command + "' does not end although it was killed", e);
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        }
    }

    private void endTree() {
        try {
            new ProcessTree(started.get(DYING.toNanos(), TimeUnit.NANOSECONDS).pid()).end();
        } catch (TimeoutException | ExecutionException e) {
            return; // it never started: nothing to end
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private IOException failure(Throwable cause) {
        if (cause instanceof RuntimeException consumerFailed) {
            endTree();
            throw consumerFailed;
        }
        return new IOException("cannot start '" + command + "': " + cause.getMessage(), cause);
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            return; // the JVM is ending: the hook runs, as it should
        }
    }

    @Override
    public void onProcessComplete(int status) {
        ended.complete(status);
    }

    @Override
    public void onProcessFailed(ExecuteException e) {
        started.completeExceptionally(e);
        ended.completeExceptionally(e.getCause() == null ? e : e.getCause());
    }

    @Override
    public boolean add(Process process) {
        return started.complete(process);
    }

    @Override
    public boolean remove(Process process) {
        return true;
    }

    @Override
    public int size() {
        return started.isDone() ? 1 : 0;
    }
}
