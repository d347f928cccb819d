// SPDX-License-Identifier: Apache-2.0
package dev.dib.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.commons.exec.ExecuteStreamHandler;

/**
 * Feeds a process and turns what it prints into lines, as they come.
 *
 * <p>A line ends with a line feed, a carriage return, or both. Bytes that are not UTF-8 become U+FFFD. A line longer than
 * {@value #LONGEST} characters is handed on in pieces of that length, so that memory stays bounded.
 */
final class LinePump implements ExecuteStreamHandler {

    static final int LONGEST = 16 * 1024;

    /**
     * How long to listen, after the process ended, to something that it started and that keeps the pipe open but says
     * nothing.
     */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final Consumer<String> lines;
    private final Consumer<RuntimeException> failed;
    private final Optional<String> input;
    private final Deque<String> tail = new ArrayDeque<>();
    private final AtomicLong characters = new AtomicLong();
    private final List<Thread> threads = new ArrayList<>();
    private final List<Thread> readers = new ArrayList<>();
    private boolean closed;

    /**
     * @param lines takes each line; called by one thread at a time, and no more after {@link #stop}
     * @param failed takes what {@code lines} throws; nothing is handed on after that
     */
    LinePump(Optional<String> input, Consumer<String> lines, Consumer<RuntimeException> failed) {
        this.input = input;
        this.lines = lines;
        this.failed = failed;
    }

    synchronized List<String> tail() {
        return List.copyOf(tail);
    }

    @Override
    public void setProcessOutputStream(InputStream stream) {
        readers.add(thread("output", () -> pump(stream)));
    }

    @Override
    public void setProcessErrorStream(InputStream stream) {
        readers.add(thread("error", () -> pump(stream)));
    }

    @Override
    public void setProcessInputStream(OutputStream stream) throws IOException {
        if (input.isEmpty()) {
            stream.close();
            return;
        }
        byte[] bytes = input.orElseThrow().getBytes(UTF_8);
        thread("input", () -> {
            try (stream) {
                stream.write(bytes);
            } catch (IOException e) {
                // It ended, or closed its input, without reading everything: its right.
                return;
            }
        });
    }

    private Thread thread(String name, Runnable task) {
        Thread thread = new Thread(task, "dib-" + name);
        thread.setDaemon(true);
        threads.add(thread);
        return thread;
    }

    @Override
    public void start() {
        threads.forEach(Thread::start);
    }

    @Override
    public void stop() {
        boolean interrupted = false;
        for (Thread reader : readers) {
            long seen = -1;
            while (reader.isAlive() && characters.get() != seen) {
                seen = characters.get();
                try {
                    reader.join(GRACE.toMillis());
                } catch (InterruptedException e) {
                    interrupted = true;
                    break;
                }
            }
        }
        synchronized (this) {
            closed = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void pump(InputStream stream) {
        StringBuilder line = new StringBuilder();
        char[] buffer = new char[8192];
        boolean carriageReturn = false;
        try (var reader = new InputStreamReader(stream, UTF_8)) {
            for (int n = reader.read(buffer); n >= 0; n = reader.read(buffer)) {
                characters.addAndGet(n);
                for (int i = 0; i < n; i++) {
                    char c = buffer[i];
                    if (c == '\n' && carriageReturn) {
                        carriageReturn = false;
                        continue;
                    }
                    carriageReturn = c == '\r';
                    if (c == '\n' || c == '\r') {
                        emit(line);
                    } else {
                        if (line.length() >= LONGEST && !Character.isLowSurrogate(c)) {
                            emit(line);
                        }
                        line.append(c);
                    }
                }
            }
        } catch (IOException e) {
            // The stream was closed under us because the process is over: what came until now is what there is.
            carriageReturn = false;
        }
        if (line.length() > 0) {
            emit(line);
        }
    }

    private synchronized void emit(StringBuilder buffer) {
        String line = buffer.toString();
        buffer.setLength(0);
        if (closed) {
            return;
        }
        if (tail.size() == Outcome.TAIL_LINES) {
            tail.removeFirst();
        }
        tail.addLast(line);
        try {
            lines.accept(line);
        } catch (RuntimeException e) {
            closed = true;
            failed.accept(e);
        }
    }
}
