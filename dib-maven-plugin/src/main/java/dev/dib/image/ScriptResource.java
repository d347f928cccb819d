// SPDX-License-Identifier: Apache-2.0
package dev.dib.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A shell script in this package, for work on the tree that has to be done in the sandbox. */
record ScriptResource(String name) {

    /** The command line that runs it with arguments. */
    List<String> line(String... arguments) throws IOException {
        List<String> line = new ArrayList<>(List.of("sh", "-c", text(), name));
        line.addAll(List.of(arguments));
        return line;
    }

    String text() throws IOException {
        try (InputStream in = ScriptResource.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("the plugin is damaged: it lacks " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
