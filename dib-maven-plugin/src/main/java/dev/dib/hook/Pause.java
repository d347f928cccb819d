// SPDX-License-Identifier: Apache-2.0
package dev.dib.hook;

import dev.dib.sandbox.Command;
import dev.dib.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.codehaus.plexus.util.FileUtils;

/**
 * Halts a build at a break point until somebody says that it shall go on, or its time is over. No terminal is needed: while it
 * waits there is a folder with
 *
 * <pre>
 * enter         runs a command, or a shell, where the hooks of the phase run: in the sandbox, with their root directory, their
 *               working directory and their environment
 * continue      lets the build go on
 * waiting       the same, if it is removed
 * environment   the variables, each with a NUL at its end
 * </pre>
 */
public final class Pause {

    private static final Duration GLANCE = Duration.ofMillis(200);

    private final Sandbox sandbox;
    private final Path folder;
    private final BreakPoints points;
    private final HookListener listener;

    /**
     * @param folder appears while the build waits; its parent exists
     */
    public Pause(Sandbox sandbox, Path folder, BreakPoints points, HookListener listener) {
        this.sandbox = sandbox;
        this.folder = folder;
        this.points = points;
        this.listener = listener;
    }

    /** Whether the build halts at a point. */
    public boolean wants(String point) {
        return points.names().contains(point);
    }

    /**
     * Halts at a break point. What then still runs in the sandbox is ended.
     *
     * @param around what the hooks find around them, with the variables that {@code environment.d} adds
     */
    public void at(String point, Surroundings around) throws IOException, InterruptedException {
        if (points.command().isPresent()) {
            runCommand(point, around, points.command().get());
            return;
        }
        FileUtils.deleteDirectory(folder.toFile());
        Files.createDirectories(folder);
        Path waiting = folder.resolve("waiting");
        Files.writeString(waiting, point + "\n");
        var door = new Door(folder);
        door.writeEnvironment(around.environment());
        door.writeEnter(
                ENTER.formatted(point, Door.quoted(sandbox.entrance(HookRunner.command(List.of("env"), around)))));
        door.writeScript("continue", "exec rm -f -- \"$(dirname \"$(readlink -f \"$0\")\")/waiting\"\n");
        listener.halted(point, folder, points.limit());
        long end = System.nanoTime() + points.limit().toNanos();
        while (Files.exists(waiting) && System.nanoTime() < end) {
            TimeUnit.NANOSECONDS.sleep(GLANCE.toNanos());
        }
        boolean timedOut = Files.exists(waiting);
        FileUtils.deleteDirectory(folder.toFile());
        sandbox.killAll();
        listener.resumed(point, timedOut);
    }

    private static final String ENTER = """
            # Enters the build that waits at its break point %s. It goes on when ./continue is run.
            if [ ! -e "$folder/waiting" ]; then
                echo 'The build has gone on.' >&2
                exit 1
            fi
            exec %s -i "${variables[@]}" "$@"
            """;

    private void runCommand(String point, Surroundings around, String command)
            throws IOException, InterruptedException {
        // as in diskimage-builder: of what runs in the target, only errors are looked at from outside
        boolean outside = points.outside() && point.equals(BreakPoints.AFTER_ERROR);
        Surroundings place = outside
                ? new Surroundings(around.hooks(), around.hooks(), Optional.empty(), Path.of("/"), around.environment())
                : around;
        Command line = HookRunner.command(List.of("bash", "-c", command), place).within(points.limit());
        sandbox.run(line, text -> listener.breakPrinted(point, text));
    }
}
