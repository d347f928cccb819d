// SPDX-License-Identifier: Apache-2.0
package dev.dib.boot;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The guest's serial port. A thread reads it all the time, so that the guest never waits, and logs every byte. */
final class Console implements Terminal, Closeable {

    private final ByteChannel port;
    private final FileChannel log;
    private final Consumer<String> lines;
    private final Consumer<String> openLine;
    private final ConsoleFilter filter = new ConsoleFilter();
    private final Transcript transcript = new Transcript();
    private final Thread reader = new Thread(this::read, "dib-console");
    private long changes;
    private Optional<String> end = Optional.empty();

    /**
     * Begins to read.
     *
     * @param port closed by {@link #close()}
     * @param log the file for all that the guest writes; written anew
     * @param lines takes each line when it is complete; called by the reading thread
     * @param openLine takes the line that is not complete yet, such as a prompt, each time it grows
     */
    Console(ByteChannel port, Path log, Consumer<String> lines, Consumer<String> openLine) throws IOException {
        this.port = port;
        this.log = FileChannel.open(
                log, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
        this.lines = lines;
        this.openLine = openLine;
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        ByteBuffer buffer = ByteBuffer.allocate(16 << 10);
        String why = "the machine is gone";
        try {
            while (port.read(buffer.clear()) >= 0) {
                buffer.flip();
                log.write(buffer.duplicate());
                take(filter.filter(buffer));
            }
        } catch (IOException e) {
            why = "the console broke: " + e;
        }
        synchronized (transcript) {
            end = Optional.of(why);
            transcript.notifyAll();
        }
    }

    private void take(String text) {
        synchronized (transcript) {
            // Told before anybody who waits can see it: milestones come before what follows from them.
            transcript.append(text).forEach(lines);
            openLine.accept(transcript.openLine());
            changes++;
            transcript.notifyAll();
        }
    }

    /**
     * {@inheritDoc}
     *
     * <p>The guest may be gone; then {@link #await} tells.
     */
    @Override
    public void send(String text) throws GuestException, InterruptedException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        try {
            while (bytes.hasRemaining()) {
                port.write(bytes);
            }
        } catch (ClosedByInterruptException e) {
            throw new InterruptedException();
        } catch (IOException e) {
            throw new GuestException("the console broke: " + e, e);
        }
    }

    @Override
    public Optional<MatchResult> await(Pattern pattern, Deadline deadline) throws GuestException, InterruptedException {
        return await(text -> text.next(pattern), deadline);
    }

    /** Waits until a text is anywhere on the console, from its beginning on; {@link #await} finds it all the same. */
    boolean awaitAnywhere(Pattern pattern, Deadline deadline) throws GuestException, InterruptedException {
        return await(text -> text.contains(pattern) ? Optional.of(true) : Optional.empty(), deadline)
                .isPresent();
    }

    private <T> Optional<T> await(Function<Transcript, Optional<T>> question, Deadline deadline)
            throws GuestException, InterruptedException {
        synchronized (transcript) {
            while (true) {
                long seen = changes;
                Optional<T> answer = question.apply(transcript);
                if (answer.isPresent() || deadline.passed()) {
                    return answer;
                }
                if (end.isPresent()) {
                    throw new GuestException(end.orElseThrow());
                }
                while (seen == changes && end.isEmpty() && !deadline.passed()) {
                    transcript.wait(Math.max(1, deadline.left().toMillis()));
                }
            }
        }
    }

    /** Whether the other end hung up. */
    boolean ended() {
        synchronized (transcript) {
            return end.isPresent();
        }
    }

    /** The last lines that are not blank. */
    List<String> tail(int count) {
        synchronized (transcript) {
            return transcript.tail(count);
        }
    }

    @Override
    public void close() throws IOException {
        port.close();
        try {
            reader.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        log.close();
    }
}
