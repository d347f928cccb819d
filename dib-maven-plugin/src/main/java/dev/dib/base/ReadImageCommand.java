// SPDX-License-Identifier: Apache-2.0
package dev.dib.base;

import java.net.URISyntaxException;
import java.nio.file.Path;

/** The command {@code dib-read-image} as a shell script that starts {@link Main} with the Java that runs now. */
public final class ReadImageCommand {

    /** What hooks call it. */
    public static final String NAME = "dib-read-image";

    private ReadImageCommand() {}

    public static String script() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        // A short run: the quick compiler and the simple collector start soonest.
        return """
                #!/bin/sh
                exec %s -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx512m -cp %s %s "$@"
                """.formatted(quoted(java), quoted(classes()), Main.class.getName());
    }

    private static String classes() {
        try {
            return Path.of(Main.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
