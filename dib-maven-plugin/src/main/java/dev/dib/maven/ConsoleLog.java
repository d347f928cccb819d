// SPDX-License-Identifier: Apache-2.0
package dev.dib.maven;

import dev.dib.hook.Phase;
import dev.dib.image.BuildListener;
import dev.dib.image.ImageFile;
import dev.dib.image.ImageSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.maven.plugin.logging.Log;

/**
 * Tells a person about a build, on a page: a line for each phase when it has ended, and while a long one is under way a line
 * now and then.
 */
final class ConsoleLog implements BuildListener {

    /** How long a phase may go on in silence. */
    private static final long SILENCE_MILLIS = 15_000;

    private final Log log;
    private int scripts;
    private int finished;
    private long spoken;
    private long started;

    private ConsoleLog(Log log) {
        this.log = log;
    }

    static BuildListener of(Log log, boolean interactive) {
        var lines = new ConsoleLog(log);
        return interactive && log.isInfoEnabled() && isTerminal() ? new ProgressBar(lines) : lines;
    }

    /** Whether standard output is a terminal. System.console() tells otherwise since JDK 22. */
    private static boolean isTerminal() {
        try {
            Path output = Files.readSymbolicLink(Path.of("/proc/self/fd/1"));
            return output.startsWith("/dev/pts") || output.toString().startsWith("/dev/tty");
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void buildStarted(ImageSpec image) {
        log.info("Building " + image.name() + " (" + image.architecture() + ") from "
                + image.elements().size() + " elements");
    }

    @Override
    public void phaseStarted(Phase phase, int count) {
        scripts = count;
        finished = 0;
        started = System.nanoTime();
        spoken = started;
    }

    @Override
    public void hookStarted(Phase phase, String element, String script) {
        log.debug(phase + "/" + script + " of " + element);
    }

    @Override
    public void hookPrinted(Phase phase, String line) {
        long now = System.nanoTime();
        if (now - spoken > SILENCE_MILLIS * 1_000_000) {
            spoken = now;
            log.info(String.format(
                    Locale.ROOT,
                    "  %-16s %d of %d, %s",
                    phase,
                    finished,
                    scripts,
                    time(Duration.ofNanos(now - started))));
        }
        log.debug(line);
    }

    @Override
    public void hookFinished(Phase phase, String element, String script, Duration elapsed) {
        finished++;
    }

    @Override
    public void phaseFinished(Phase phase, int count, Duration elapsed, Path file) {
        line(phase.toString(), count + (count == 1 ? " hook" : " hooks"), elapsed);
    }

    @Override
    public void stepFinished(String name, Duration elapsed) {
        line(name, "", elapsed);
    }

    @Override
    public void processesEnded(Phase phase, List<String> commandLines) {
        log.debug(phase + " left processes running, they were ended: " + String.join("; ", commandLines));
    }

    @Override
    public void halted(String point, Path folder, Duration limit) {
        log.warn("The build waits at the break point " + point
                + ". To look around (a command, or a shell without one):");
        log.warn("    " + folder.resolve("enter"));
        log.warn("To let it go on, which it does by itself in " + limit.toSeconds() + " s:");
        log.warn("    " + folder.resolve("continue"));
    }

    @Override
    public void resumed(String point, boolean timedOut) {
        log.info("The build goes on after " + point + (timedOut ? ": nobody came" : ""));
        spoken = System.nanoTime();
    }

    @Override
    public void breakPrinted(String point, String line) {
        log.info(point + ": " + line);
    }

    @Override
    public void noticed(String message) {
        log.info(message);
    }

    @Override
    public void fileMade(ImageFile file, Duration elapsed) {
        line(file.format().word(), "", elapsed);
        log.info("  " + file.path());
        String disk = file.virtualSize() == 0 ? "" : ", a disk of " + mebibytes(file.virtualSize());
        log.info("  " + mebibytes(file.size()) + disk);
        file.checksums().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(sum -> log.info("  " + sum.getKey().tag() + " " + sum.getValue()));
    }

    @Override
    public void buildFinished(Path image, Duration elapsed) {
        line("built", "", elapsed);
    }

    private void line(String name, String what, Duration elapsed) {
        log.info(String.format(Locale.ROOT, "  %-16s %-10s %8s", name, what, time(elapsed)));
    }

    static String time(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }

    private static String mebibytes(long bytes) {
        return String.format(Locale.ROOT, "%,d MiB", (bytes + (1 << 20) - 1) >> 20);
    }
}
