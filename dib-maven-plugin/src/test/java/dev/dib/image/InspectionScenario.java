// SPDX-License-Identifier: Apache-2.0
package dev.dib.image;

import dev.dib.hook.HookFailedException;
import dev.dib.sandbox.Command;
import dev.dib.sandbox.HostCommands;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A person who looks into builds: one that halts at break points, and one that failed and was kept. Prints what is seen. */
final class InspectionScenario {

    private final Path directory;
    private final PrintStream out;

    private InspectionScenario(Path directory, PrintStream out) {
        this.directory = directory;
        this.out = out;
    }

    /** Its argument is its folder. */
    public static void main(String... arguments) throws Exception {
        var scenario = new InspectionScenario(Path.of(arguments[0]), System.out);
        scenario.halted();
        scenario.kept();
    }

    private void halted() throws IOException, InterruptedException {
        TinyImage tiny = new TinyImage(directory.resolve("halted"))
                .hook("environment.d/10-mine", "export MINE='two words'\n")
                .hook("install.d/50-see", "#!/bin/bash\nset -e\ncat /left-by-a-person >/seen\n")
                .breakpoints("after-root", "before-install");
        BuiltImage image = tiny.build(new BuildListener() {
            @Override
            public void halted(String point, Path folder, Duration limit) {
                new Thread(() -> visit(point, folder)).start();
            }
        });
        out.println("in the image: " + TinyImage.lines(image, "/seen"));
        out.println("left: " + new Leftovers(directory.resolve("halted")).list());
        out.println("break point is gone: " + Files.notExists(tiny.directories().breakPoint()));
    }

    private void visit(String point, Path folder) {
        try {
            String look = point.equals("after-root")
                    ? "echo \"host $(id -u) $MINE $(ls -d $TMP_MOUNT_PATH/etc | grep -c etc) $(stat -c %u $TMP_MOUNT_PATH/etc)\""
                    : "echo \"target $(id -u) $MINE $(cd /tmp/in_target.d && pwd)\"; echo hello >/left-by-a-person";
            for (String line :
                    new HostCommands().lines(Command.of(folder.resolve("enter").toString(), "bash", "-c", look))) {
                out.println(point + ": " + line);
            }
            new HostCommands().check(Command.of(folder.resolve("continue").toString()));
        } catch (IOException | InterruptedException e) {
            out.println(point + ": " + e);
        }
    }

    private void kept() throws IOException, InterruptedException {
        TinyImage tiny = new TinyImage(directory.resolve("kept"))
                .hook("environment.d/10-mine", "export MINE='two words'\n")
                .hook(
                        "extra-data.d/50-own",
                        "#!/bin/bash\nset -e\ninstall -o 33 -g 33 /dev/null \"$TMP_MOUNT_PATH/owned\"\n")
                .hook("install.d/50-fails", "#!/bin/bash\nset -e\necho state >/state\nexit 3\n")
                .keptOnFailure();
        try {
            tiny.build();
        } catch (HookFailedException e) {
            out.println("failed: " + e.problems().get(0).remedy().replace(directory.toString(), ""));
        }
        String look =
                "echo \"$(id -u) $MINE $(cat /state) $(ls -n /owned | { read -r _ _ user group _; echo $user:$group; })\"; rm /state";
        String enter = tiny.directories().kept().resolve("enter").toString();
        for (int visit = 1; visit <= 2; visit++) {
            List<String> lines = new HostCommands().lines(Command.of(enter, "bash", "-c", look));
            out.println("kept, visit " + visit + ": " + lines.get(lines.size() - 1));
        }
        out.println("left: " + new Leftovers(directory.resolve("kept")).list());
        tiny.hook("install.d/50-fails", "#!/bin/bash\ntrue\n").build();
        out.println(
                "kept after the next build: " + Files.exists(tiny.directories().kept()));
    }
}
