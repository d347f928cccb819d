// SPDX-License-Identifier: Apache-2.0
package dev.dib.maven;

import dev.dib.format.request.PlannedFormat;
import dev.dib.hook.Phase;
import dev.dib.image.BuildListener;
import dev.dib.image.ImageFile;
import dev.dib.image.ImageSpec;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A line on a terminal that shows how far a phase is, above which the lines of another listener scroll. */
final class ProgressBar implements BuildListener {

    private static final int WIDTH = 24;
    private static final String CLEAR = "\r\u001b[K";

    private final BuildListener lines;
    private final PrintStream terminal = System.out;
    private final Set<String> making = new TreeSet<>();
    private int scripts;
    private int finished;

    ProgressBar(BuildListener lines) {
        this.lines = lines;
    }

    private void clear() {
        terminal.print(CLEAR);
        terminal.flush();
    }

    private void draw(Phase phase, String script) {
        int full = scripts == 0 ? 0 : WIDTH * finished / scripts;
        terminal.printf(
                "%s  %-16s [%s%s] %d/%d %s",
                CLEAR, phase, "#".repeat(full), ".".repeat(WIDTH - full), finished, scripts, script);
        terminal.flush();
    }

    @Override
    public void buildStarted(ImageSpec image) {
        lines.buildStarted(image);
    }

    @Override
    public void phaseStarted(Phase phase, int count) {
        scripts = count;
        finished = 0;
    }

    @Override
    public void hookStarted(Phase phase, String element, String script) {
        draw(phase, script);
    }

    @Override
    public void hookFinished(Phase phase, String element, String script, Duration elapsed) {
        finished++;
        draw(phase, script);
    }

    @Override
    public void phaseFinished(Phase phase, int count, Duration elapsed, Path log) {
        clear();
        lines.phaseFinished(phase, count, elapsed, log);
    }

    @Override
    public void processesEnded(Phase phase, List<String> commandLines) {
        clear();
        lines.processesEnded(phase, commandLines);
    }

    @Override
    public void halted(String point, Path folder, Duration limit) {
        clear();
        lines.halted(point, folder, limit);
    }

    @Override
    public void resumed(String point, boolean timedOut) {
        lines.resumed(point, timedOut);
    }

    @Override
    public void breakPrinted(String point, String line) {
        clear();
        lines.breakPrinted(point, line);
    }

    @Override
    public void stepStarted(String name) {
        terminal.print(CLEAR + "  " + name + " ...");
        terminal.flush();
    }

    @Override
    public void stepFinished(String name, Duration elapsed) {
        clear();
        lines.stepFinished(name, elapsed);
    }

    @Override
    public void noticed(String message) {
        clear();
        lines.noticed(message);
    }

    @Override
    public void formatStarted(PlannedFormat format) {
        making.add(format.word());
        drawFormats();
    }

    private void drawFormats() {
        terminal.print(CLEAR + "  " + String.join(", ", making) + " ...");
        terminal.flush();
    }

    @Override
    public void fileMade(ImageFile file, Duration elapsed) {
        making.remove(file.format().word());
        clear();
        lines.fileMade(file, elapsed);
        if (!making.isEmpty()) {
            drawFormats();
        }
    }

    @Override
    public void buildFinished(Path image, Duration elapsed) {
        clear();
        lines.buildFinished(image, elapsed);
    }
}
