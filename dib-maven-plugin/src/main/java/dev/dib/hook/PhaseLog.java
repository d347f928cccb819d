// SPDX-License-Identifier: Apache-2.0
package dev.dib.hook;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The log of one phase: each line with the time (UTC, to the millisecond) at which it came. */
final class PhaseLog implements Closeable {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

    private final Path file;
    private final Clock clock;
    private final BufferedWriter out;

    PhaseLog(Path file, Clock clock) throws IOException {
        this.file = file;
        this.clock = clock;
        Files.createDirectories(file.getParent());
        this.out = Files.newBufferedWriter(file);
    }

    Path file() {
        return file;
    }

    synchronized void add(String line) {
        try {
            out.write(TIME.format(clock.instant()) + " | " + line);
            out.newLine();
            // whoever follows the build with tail(1) wants to see the line now
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
