// SPDX-License-Identifier: Apache-2.0
package dev.dib.image;

import dev.dib.format.request.PlannedFormat;
import dev.dib.hook.Phase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Several listeners of a build. Each hears every event, in their order. */
public record Audience(List<BuildListener> listeners) implements BuildListener {

    public Audience {
        listeners = List.copyOf(listeners);
    }

    public static BuildListener of(BuildListener... listeners) {
        return new Audience(List.of(listeners));
    }

    private void tell(Consumer<BuildListener> event) {
        listeners.forEach(event);
    }

    @Override
    public void buildStarted(ImageSpec image) {
        tell(listener -> listener.buildStarted(image));
    }

    @Override
    public void stepStarted(String name) {
        tell(listener -> listener.stepStarted(name));
    }

    @Override
    public void stepFinished(String name, Duration elapsed) {
        tell(listener -> listener.stepFinished(name, elapsed));
    }

    @Override
    public void noticed(String message) {
        tell(listener -> listener.noticed(message));
    }

    @Override
    public void formatStarted(PlannedFormat format) {
        tell(listener -> listener.formatStarted(format));
    }

    @Override
    public void fileMade(ImageFile file, Duration elapsed) {
        tell(listener -> listener.fileMade(file, elapsed));
    }

    @Override
    public void commandRun(String commandLine) {
        tell(listener -> listener.commandRun(commandLine));
    }

    @Override
    public void buildFinished(Path image, Duration elapsed) {
        tell(listener -> listener.buildFinished(image, elapsed));
    }

    @Override
    public void phaseStarted(Phase phase, int scripts) {
        tell(listener -> listener.phaseStarted(phase, scripts));
    }

    @Override
    public void hookStarted(Phase phase, String element, String script) {
        tell(listener -> listener.hookStarted(phase, element, script));
    }

    @Override
    public void hookPrinted(Phase phase, String line) {
        tell(listener -> listener.hookPrinted(phase, line));
    }

    @Override
    public void hookFinished(Phase phase, String element, String script, Duration elapsed) {
        tell(listener -> listener.hookFinished(phase, element, script, elapsed));
    }

    @Override
    public void phaseFinished(Phase phase, int scripts, Duration elapsed, Path log) {
        tell(listener -> listener.phaseFinished(phase, scripts, elapsed, log));
    }

    @Override
    public void processesEnded(Phase phase, List<String> commandLines) {
        tell(listener -> listener.processesEnded(phase, commandLines));
    }

    @Override
    public void halted(String point, Path folder, Duration limit) {
        tell(listener -> listener.halted(point, folder, limit));
    }

    @Override
    public void resumed(String point, boolean timedOut) {
        tell(listener -> listener.resumed(point, timedOut));
    }

    @Override
    public void breakPrinted(String point, String line) {
        tell(listener -> listener.breakPrinted(point, line));
    }
}
