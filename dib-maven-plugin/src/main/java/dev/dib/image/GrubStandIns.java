// SPDX-License-Identifier: Apache-2.0
package dev.dib.image;

import dev.dib.sandbox.Command;
import dev.dib.sandbox.Commands;
import dev.dib.sandbox.SmallFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Stand-ins for those commands of GRUB that look for the disk of the machine they run on: {@code grub-install(8)} and
 * {@code grub-mkconfig(8)}, also by their names in the Red Hat family. Hooks that call them, as diskimage-builder's element
 * bootloader does, make an image boot without a disk being there.
 */
final class GrubStandIns {

    private static final List<String> COMMANDS = List.of("install", "mkconfig");

    private GrubStandIns() {}

    /**
     * Installs them.
     *
     * @param directory where; made if absent. To be the first of the search path, so that they can find GRUB's own in the rest.
     */
    static void install(Commands sandbox, Path directory) throws IOException, InterruptedException {
        sandbox.check(Command.of("mkdir", "-p", "--", directory.toString()));
        var files = new SmallFiles(sandbox);
        for (String command : COMMANDS) {
            String script = new ScriptResource("grub-" + command).text();
            files.write(directory.resolve("grub-" + command), script, "755");
            files.write(directory.resolve("grub2-" + command), script, "755");
        }
    }
}
