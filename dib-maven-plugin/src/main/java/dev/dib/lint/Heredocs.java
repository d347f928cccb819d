// SPDX-License-Identifier: Apache-2.0
package dev.dib.lint;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Follows the lines of a script to know which of them are in a here-document. */
final class Heredocs {

    private static final Pattern START = Pattern.compile("(?<!<)<<(-?)\\s*['\"\\\\]?([A-Za-z_][A-Za-z0-9_]*)['\"]?");

    private record Heredoc(boolean stripsTabs, String end) {}

    private final Queue<Heredoc> open = new ArrayDeque<>();

    /** Takes the next line; whether it is one of the script itself. */
    boolean next(String line) {
        Heredoc current = open.peek();
        if (current != null) {
            String text = current.stripsTabs() ? line.replaceFirst("^\t+", "") : line;
            if (text.equals(current.end())) {
                open.remove();
            }
            return false;
        }
        if (!line.strip().startsWith("#")) {
            Matcher matcher = START.matcher(line);
            while (matcher.find()) {
                open.add(new Heredoc(matcher.group(1).equals("-"), matcher.group(2)));
            }
        }
        return true;
    }

    /** Whether the line to come is in a here-document whose indentation may, and can only, be tabs. */
    boolean isInsideThatStripsTabs() {
        return !open.isEmpty() && open.peek().stripsTabs();
    }
}
