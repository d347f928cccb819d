// SPDX-License-Identifier: Apache-2.0
package dev.dib.format.compress;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** One thread for each processor, shared by all formats that are written at a time. */
public final class Workers implements AutoCloseable {

    private final int count;
    private final ExecutorService threads;

    public Workers(int count) {
        this.count = count;
        this.threads = Executors.newFixedThreadPool(count, task -> {
            var thread = new Thread(task, "dib-worker");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** As many as the JVM may use processors. */
    public static Workers all() {
        return new Workers(Runtime.getRuntime().availableProcessors());
    }

    public int count() {
        return count;
    }

    <T> Future<T> submit(Callable<T> task) {
        return threads.submit(task);
    }

    /** Interrupts what still runs. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
