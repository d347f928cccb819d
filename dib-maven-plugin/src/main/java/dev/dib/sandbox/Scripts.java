// SPDX-License-Identifier: Apache-2.0
package dev.dib.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The shell scripts of this room: resources next to its classes. */
final class Scripts {

    private Scripts() {}

    static String read(String name) {
        try (InputStream stream = Scripts.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("the resource " + name + " is missing");
            }
            return new String(stream.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One script that has the functions of all of them, the last being what it does. */
    static String join(String... names) {
        return Arrays.stream(names).map(Scripts::read).collect(Collectors.joining("\n"));
    }
}
