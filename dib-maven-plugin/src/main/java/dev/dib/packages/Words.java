// SPDX-License-Identifier: Apache-2.0
package dev.dib.packages;

import java.util.regex.Pattern;

/** Names of packages and services in declarations: they end up in command lines and in tables separated by tabs. */
final class Words {

    private static final Pattern WORDS = Pattern.compile("[^\\p{Cntrl}'\"`$\\\\;|&<>]*");
    private static final Pattern BLANKS = Pattern.compile(" +");

    private Words() {}

    /** Whether a text is words without control characters and without what a shell takes for its own. */
    static boolean are(String text) {
        return WORDS.matcher(text).matches();
    }

    /** Whether a text is exactly one such word. */
    static boolean isOne(String text) {
        return are(text) && !text.isEmpty() && !text.contains(" ");
    }

    /** The words with one blank between them. */
    static String normal(String text) {
        return BLANKS.matcher(text.strip()).replaceAll(" ");
    }
}
