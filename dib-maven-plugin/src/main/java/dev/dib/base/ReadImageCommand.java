// SPDX-License-Identifier: Apache-2.0
package dev.dib.base;

import com.fasterxml.jackson.core.JsonFactory;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

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

    /** Where the code is, and that of the libraries that read its documents. */
    private static String classes() {
        return Stream.of(Main.class, Yaml.class, JsonFactory.class)
                .map(ReadImageCommand::place)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String place(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
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
