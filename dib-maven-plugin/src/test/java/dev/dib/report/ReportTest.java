// SPDX-License-Identifier: Apache-2.0
package dev.dib.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import dev.dib.hook.Phase;
import dev.dib.image.BuildListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

    private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");

    @TempDir
    private Path folder;

    /** A clock that somebody sets. */
    private static final class SetClock extends Clock {

        private Instant now = START;

        void pass(long millis) {
            now = now.plusMillis(millis);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }

    private final SetClock clock = new SetClock();

    /** A phase with two hooks, and a step. */
    private void happen(BuildListener listener) {
        clock.pass(1500);
        listener.hookFinished(Phase.INSTALL, "motd", "50-motd", Duration.ofMillis(1500));
        clock.pass(500);
        listener.hookFinished(Phase.INSTALL, "a<b", "60-\"odd\"", Duration.ofMillis(500));
        listener.phaseFinished(Phase.INSTALL, 2, Duration.ofSeconds(2), Path.of("install.d.log"));
        clock.pass(250);
        listener.stepFinished("assemble", Duration.ofMillis(250));
    }

    @Test
    void aPhaseStandsBeforeItsHooksAndEachBeginsWhereItBegan() {
        var timeline = new Timeline(clock);
        happen(timeline);
        assertThat(timeline.spans())
                .containsExactly(
                        new Span(Span.Kind.PHASE, "install.d", "", START, Duration.ofSeconds(2)),
                        new Span(Span.Kind.HOOK, "install.d/50-motd", "motd", START, Duration.ofMillis(1500)),
                        new Span(
                                Span.Kind.HOOK,
                                "install.d/60-\"odd\"",
                                "a<b",
                                START.plusMillis(1500),
                                Duration.ofMillis(500)),
                        new Span(Span.Kind.STEP, "assemble", "", START.plusSeconds(2), Duration.ofMillis(250)));
    }

    @Test
    void thePageShowsEachSpanWhereItWas() throws Exception {
        try (var report = new Report(folder.resolve("report"), "build", "my<image", clock)) {
            happen(report.timeline());
        }
        assertThat(folder.resolve("report/build.html"))
                .content()
                .contains("<title>my&lt;image: build</title>", "2.3 s from 2026-11-23T10:00:00Z")
                .contains("<tr class=\"hook\"><td>install.d/60-&quot;odd&quot;</td><td>a&lt;b</td><td>0.5</td>"
                        + "<td><i style=\"margin-left:66.67%;width:22.22%\"></i></td></tr>")
                .doesNotContain("a<b");
    }

    @Test
    void theTraceHasACompleteEventInMicrosecondsForEachSpan() throws Exception {
        try (var report = new Report(folder, "build", "image", clock)) {
            happen(report.timeline());
        }
        Path trace = folder.resolve("build.trace.json");
        assertThat(Files.readAllLines(trace))
                .as("an event a line")
                .hasSize(6)
                .contains("{\"ph\":\"X\",\"cat\":\"step\",\"name\":\"assemble\",\"ts\":1795428002000000,\"dur\":250000,"
                        + "\"pid\":1,\"tid\":1}");
        assertThat(events(trace)).as("events that are read").isEqualTo(4);
    }

    private static int events(Path trace) throws IOException {
        try (JsonParser json = new JsonFactory().createParser(trace.toFile())) {
            int events = 0;
            while (json.nextToken() != null) {
                if ("ph".equals(json.currentName()) && "X".equals(json.getText())) {
                    events++;
                }
            }
            return events;
        }
    }

    @Test
    void aGoalThatFailsAtOnceLeavesAReportOfNothing() throws Exception {
        new Report(folder, "build", "image", clock).close();
        assertThat(folder.resolve("build.html")).content().contains("Nothing came to its end.");
        assertThat(folder.resolve("build.trace.json")).hasContent("[]");
        assertThat(folder.toFile().list()).as("no half written file").hasSize(2);
    }
}
