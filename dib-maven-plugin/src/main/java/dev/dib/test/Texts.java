// SPDX-License-Identifier: Apache-2.0
package dev.dib.test;

import java.util.stream.Collectors;

/** As much of a text as fits into a message. */
final class Texts {

    private static final int LINES = 20;

    private Texts() {}

    static String start(String text) {
        return text.lines().limit(LINES).map(line -> "    | " + line).collect(Collectors.joining("\n"));
    }
}
