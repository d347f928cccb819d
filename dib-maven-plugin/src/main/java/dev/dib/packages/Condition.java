// SPDX-License-Identifier: Apache-2.0
package dev.dib.packages;

import dev.dib.document.Location;
import dev.dib.problem.Problem;
import dev.dib.problem.Problems;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A {@code when} of package-installs: {@code VARIABLE = value} or {@code VARIABLE != value}; the value is the rest of the
 * line.
 */
record Condition(Location at, String variable, boolean equal, String value) {

    private static final Pattern FORM = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)\\s*(!?=)\\s*(.*)");

    static Optional<Condition> parse(Location at, String text) {
        Matcher matcher = FORM.matcher(text.strip());
        return matcher.matches()
                ? Optional.of(
                        new Condition(at, matcher.group(1), matcher.group(2).equals("="), matcher.group(3)))
                : Optional.empty();
    }

    boolean holds(Map<String, String> environment, Problems problems) {
        String actual = environment.get(variable);
        if (actual == null) {
            problems.add(new Problem(
                    at.toString(),
                    "'when' asks for the variable " + variable + ", which is not set",
                    "set it in the image's environment or give it a default in the element's environment.d"));
            return false;
        }
        return actual.equals(value) == equal;
    }
}
