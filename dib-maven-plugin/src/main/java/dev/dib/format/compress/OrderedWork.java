// SPDX-License-Identifier: Apache-2.0
package dev.dib.format.compress;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * Hands tasks to all processors, and their results on in the order of the tasks: this is what makes the output of a parallel
 * compressor the same on every machine. A bounded number of results is in memory at a time.
 */
public final class OrderedWork<T> implements AutoCloseable {

    /** Takes results, one after the other, in the thread that adds tasks. */
    public interface Sink<T> {
        void accept(T result) throws IOException;
    }

    /** How many tasks each processor has waiting: enough that none is idle while the sink writes. */
    private static final int WAITING = 4;

    private final Workers workers;
    private final Sink<T> sink;
    private final Deque<Future<T>> ahead = new ArrayDeque<>();

    public OrderedWork(Workers workers, Sink<T> sink) {
        this.workers = workers;
        this.sink = sink;
    }

    /** Adds a task. Waits for the oldest one if there are many. */
    public void add(Callable<T> task) throws IOException, InterruptedException {
        if (ahead.size() >= workers.count() * WAITING) {
            takeOne();
        }
        ahead.add(workers.submit(task));
    }

    /** Waits until the sink has the results of all tasks. */
    public void finish() throws IOException, InterruptedException {
        while (!ahead.isEmpty()) {
            takeOne();
        }
    }

    private void takeOne() throws IOException, InterruptedException {
        try {
            sink.accept(ahead.remove().get());
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause
                    ? cause
                    : new IOException("a part could not be compressed: " + e.getCause(), e.getCause());
        }
    }

    /** Gives up what is not finished. */
    @Override
    public void close() {
        ahead.forEach(task -> task.cancel(true));
        ahead.clear();
    }
}
