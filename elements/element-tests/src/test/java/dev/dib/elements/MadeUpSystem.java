// SPDX-License-Identifier: Apache-2.0
package dev.dib.elements;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A hook tree and a system in which its hooks run ({@code in-root.sh}); in scripts {@code $hooks} is the hook tree. What a
 * hook does not find there, such as systemctl, is a program that writes its name and arguments to standard output.
 */
record MadeUpSystem(Folder hooks, Path root) {

    static MadeUpSystem in(Path temporary, String... elements) throws IOException {
        var hooks = new Folder(Files.createDirectories(temporary.resolve("hooks")));
        for (String element : elements) {
            hooks.merge(Elements.content(element));
        }
        return new MadeUpSystem(hooks, Files.createDirectories(temporary.resolve("root")));
    }

    /** A run of a shell script, with stand-ins for these programs. */
    Run run(String script, String... standIns) {
        var text = new StringBuilder("mkdir -p /usr/local/sbin\n");
        for (String program : standIns) {
            text.append("printf '#!/bin/sh\\necho \"%s $*\"\\n' ")
                    .append(program)
                    .append(" >/usr/local/sbin/")
                    .append(program)
                    .append("; chmod 0755 /usr/local/sbin/")
                    .append(program)
                    .append('\n');
        }
        return ImageHookTest.inRoot(hooks.path(), root, text + script);
    }
}
