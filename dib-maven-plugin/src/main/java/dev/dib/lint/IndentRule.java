// SPDX-License-Identifier: Apache-2.0
package dev.dib.lint;

import java.util.ArrayList;
import java.util.List;

/**
 * {@code indent}: scripts are indented by four blanks. What is no beginning of a command is not looked at: here-documents,
 * texts in quotes that go over several lines, and lines that continue another.
 */
final class IndentRule implements Rule {

    private static final int WIDTH = 4;

    @Override
    public List<Finding> check(ElementFiles element) {
        return element.shells().flatMap(file -> check(file).stream()).toList();
    }

    private static List<Finding> check(ElementFile file) {
        List<Finding> findings = new ArrayList<>();
        var heredocs = new Heredocs();
        var quotes = new Quotes();
        boolean continued = false;
        int number = 0;
        for (String line : file.lines()) {
            number++;
            boolean inQuotes = quotes.isOpen();
            if (!inQuotes && !heredocs.next(line)) {
                continue;
            }
            quotes.next(line);
            int blanks = line.length() - line.stripLeading().length();
            boolean looked = !inQuotes && !continued && !line.isBlank() && line.indexOf('\t') < 0;
            if (looked && blanks % WIDTH != 0) {
                findings.add(new Finding(
                        "indent",
                        file.path(),
                        number,
                        "is indented by " + blanks + (blanks == 1 ? " blank" : " blanks"),
                        "indent by " + WIDTH + " blanks"));
            }
            continued = quotes.continues();
        }
        return findings;
    }

    /** Follows the lines of a shell script to know which of them begin in quotes (POSIX, "Shell Command Language", 2.2). */
    private static final class Quotes {

        private static final char NONE = ' ';

        /** {@code $'...'}, in which a backslash escapes. */
        private static final char ANSI = '$';

        private char open = NONE;
        private boolean continues;

        boolean isOpen() {
            return open != NONE;
        }

        /** Whether the last line goes on in the next one. */
        boolean continues() {
            return continues;
        }

        void next(String line) {
            continues = false;
            for (int i = 0; i < line.length(); i++) {
                char c = line.charAt(i);
                if (c == '\\' && open != '\'') {
                    continues = i == line.length() - 1;
                    i++;
                } else if (open == NONE && isComment(line, i)) {
                    return;
                } else if (open == NONE && (c == '\'' || c == '"')) {
                    open = c == '\'' && i > 0 && line.charAt(i - 1) == '$' ? ANSI : c;
                } else if (c == open || (open == ANSI && c == '\'')) {
                    open = NONE;
                }
            }
        }

        private static boolean isComment(String line, int at) {
            return line.charAt(at) == '#' && (at == 0 || " \t;&|(".indexOf(line.charAt(at - 1)) >= 0);
        }
    }
}
