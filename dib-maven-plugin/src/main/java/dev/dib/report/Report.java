// SPDX-License-Identifier: Apache-2.0
package dev.dib.report;

import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.List;

/**
 * Where the seconds of a goal go. It is written when the goal ends, well or not; each file appears by rename.
 *
 * <pre>
 * report/
 *   GOAL.html          a timeline, for people
 *   GOAL.trace.json    the same in the Trace Event Format
 * </pre>
 */
public final class Report implements Closeable {

    private final Path folder;
    private final String goal;
    private final String image;
    private final Timeline timeline;

    /**
     * Begins one.
     *
     * @param folder where to write
     * @param goal the name of the files, {@code build}
     * @param image the name of the image
     */
    public Report(Path folder, String goal, String image, Clock clock) {
        this.folder = folder;
        this.goal = goal;
        this.image = image;
        this.timeline = new Timeline(clock);
    }

    /** What has to hear the events of the goal. */
    public Timeline timeline() {
        return timeline;
    }

    @Override
    public void close() throws IOException {
        List<Span> spans = timeline.spans();
        Files.createDirectories(folder);
        write(goal + ".trace.json", new TraceFile(spans)::writeTo);
        write(goal + ".html", new TimelinePage(image + ": " + goal, spans)::writeTo);
    }

    private interface Content {
        void writeTo(Writer out) throws IOException;
    }

    private void write(String name, Content content) throws IOException {
        Path unfinished = folder.resolve(name + ".part");
        try (Writer out = Files.newBufferedWriter(unfinished)) {
            content.writeTo(out);
        }
        Files.move(unfinished, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }
}
