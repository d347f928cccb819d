// SPDX-License-Identifier: Apache-2.0
package dev.dib.problem;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/** Finds the name that somebody meant who mistyped it. */
public final class Nearest {

    private Nearest() {}

    /**
     * The known name that is nearest to a wrong one, if it is near enough to be meant: an edit for each three letters
     * (optimal string alignment distance: insert, delete, replace, swap neighbours). Capitals do not count, but between
     * names that are equally near.
     */
    public static Optional<String> to(String wrong, Collection<String> known) {
        int far = Math.max(1, wrong.length() / 3);
        return known.stream()
                // the distance is at least what one is longer by, and costs the product of both lengths to learn
                .filter(name -> Math.abs(wrong.length() - name.length()) <= far)
                .filter(name -> distance(small(wrong), small(name)) <= far)
                .min(Comparator.<String>comparingInt(name -> distance(small(wrong), small(name)))
                        .thenComparingInt(name -> distance(wrong, name))
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static String small(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** A remedy that names it, or all that are known if nothing is near. */
    public static String remedy(String wrong, Collection<String> known) {
        return remedy(wrong, known, "use one of " + String.join(", ", new TreeSet<>(known)));
    }

    /** A remedy that names it, or the other text if nothing is near. */
    public static String remedy(String wrong, Collection<String> known, String otherwise) {
        return to(wrong, known)
                .map(name -> "write '" + name + "' if you meant that")
                .orElse(otherwise);
    }

    static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int replace = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                d[i][j] = Math.min(replace, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
