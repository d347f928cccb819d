// SPDX-License-Identifier: Apache-2.0
package dev.dib.boot;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What was on the console, as text; the beginning is forgotten when it grows too long. Not for several threads. */
final class Transcript {

    /** A guest that writes without end must not fill the memory. */
    private static final int MAX_CHARACTERS = 1 << 20;

    private final StringBuilder text = new StringBuilder();
    private int lineStart;
    private int position;

    /**
     * Adds text.
     *
     * @return the lines that it completes
     */
    List<String> append(String more) {
        text.append(more);
        List<String> lines = new ArrayList<>();
        for (int end = text.indexOf("\n", lineStart); end >= 0; end = text.indexOf("\n", lineStart)) {
            lines.add(text.substring(lineStart, end));
            lineStart = end + 1;
        }
        if (text.length() > MAX_CHARACTERS) {
            int cut = text.length() - MAX_CHARACTERS / 2;
            text.delete(0, cut);
            lineStart = Math.max(0, lineStart - cut);
            position = Math.max(0, position - cut);
        }
        return lines;
    }

    /** The line that is not complete yet. */
    String openLine() {
        return text.substring(lineStart);
    }

    boolean contains(Pattern pattern) {
        return pattern.matcher(text).find();
    }

    /** Finds a text after the one that was found last, and remembers where it ends. */
    Optional<MatchResult> next(Pattern pattern) {
        Matcher matcher = pattern.matcher(text).region(position, text.length()).useTransparentBounds(true);
        if (!matcher.find()) {
            return Optional.empty();
        }
        position = matcher.end();
        return Optional.of(matcher.toMatchResult());
    }

    /** The last lines that are not blank. */
    List<String> tail(int lines) {
        List<String> all =
                text.toString().lines().filter(line -> !line.isBlank()).toList();
        return all.subList(Math.max(0, all.size() - lines), all.size());
    }
}
