// SPDX-License-Identifier: Apache-2.0
package dev.dib.image;

import dev.dib.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Makes several formats at a time: no more than there are processors, and than there is memory for. */
final class FormatThreads implements AutoCloseable {

    /** What a format may take of the heap: parts of the source that are under way. */
    private static final long MEMORY = 128L << 20;

    private final ExecutorService threads;
    private final CompletionService<ImageFile> completion;
    private int submitted;

    FormatThreads(int formats) {
        Runtime runtime = Runtime.getRuntime();
        long most = Math.max(1, Math.min(runtime.availableProcessors(), runtime.maxMemory() / MEMORY));
        threads = Executors.newFixedThreadPool((int) Math.min(most, formats));
        completion = new ExecutorCompletionService<>(threads);
    }

    Future<ImageFile> submit(String format, Callable<ImageFile> task) {
        submitted++;
        return completion.submit(() -> {
            try {
                return task.call();
            } catch (ProblemException e) {
                throw e;
            } catch (IOException | UncheckedIOException | IllegalStateException | LinkageError e) {
                throw new FormatFailedException(format, e);
            }
        });
    }

    /** Waits until all are finished, or the first has failed. */
    void awaitAll() throws IOException, InterruptedException {
        for (int i = 0; i < submitted; i++) {
            try {
                completion.take().get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof IOException failure) {
                    throw failure;
                }
                if (e.getCause() instanceof RuntimeException failure) {
                    throw failure;
                }
                throw new IOException(e.getCause());
            }
        }
    }

    /** Stops what is still under way, and waits until it has stopped: its files are about to be deleted. */
    @Override
    public void close() {
        threads.shutdownNow();
        boolean interrupted = false;
        try {
            threads.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
