// SPDX-License-Identifier: Apache-2.0
package dev.dib.report;

import dev.dib.hook.Phase;
import dev.dib.image.BuildListener;
import dev.dib.image.ImageFile;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Notes how long each part of a build takes. A part begins when it ends, less the time that it took: so every event is enough by
 * itself.
 */
public final class Timeline implements BuildListener {

    private final Clock clock;
    private final List<Span> spans = new ArrayList<>();

    public Timeline(Clock clock) {
        this.clock = clock;
    }

    /** What has ended up to now, by its beginning; a phase before its hooks. */
    public synchronized List<Span> spans() {
        return spans.stream()
                .sorted(Comparator.comparing(Span::start).thenComparing(Span::kind))
                .toList();
    }

    private synchronized void add(Span.Kind kind, String name, String element, Duration elapsed) {
        spans.add(new Span(kind, name, element, clock.instant().minus(elapsed), elapsed));
    }

    @Override
    public void hookFinished(Phase phase, String element, String script, Duration elapsed) {
        add(Span.Kind.HOOK, phase + "/" + script, element, elapsed);
    }

    @Override
    public void phaseFinished(Phase phase, int scripts, Duration elapsed, Path log) {
        add(Span.Kind.PHASE, phase.toString(), "", elapsed);
    }

    @Override
    public void stepFinished(String name, Duration elapsed) {
        add(Span.Kind.STEP, name, "", elapsed);
    }

    @Override
    public void fileMade(ImageFile file, Duration elapsed) {
        add(Span.Kind.FORMAT, file.format().word(), "", elapsed);
    }
}
