// SPDX-License-Identifier: Apache-2.0
package dev.dib.disk.config;

import java.util.Collection;
import java.util.Optional;
import java.util.TreeSet;

/** Finds the word that was probably meant. */
final class Nearest {

    private Nearest() {}

    /** The known word that differs least from the given one, if it differs by at most a third of its letters. */
    static Optional<String> to(String word, Collection<String> known) {
        String best = null;
        int least = Math.max(1, word.length() / 3) + 1;
        for (String candidate : new TreeSet<>(known)) {
            int distance = distance(word, candidate);
            if (distance < least) {
                least = distance;
                best = candidate;
            }
        }
        return Optional.ofNullable(best);
    }

    /** Says what to do about an unknown word. */
    static String remedy(String word, Collection<String> known) {
        return to(word, known)
                .map(near -> "did you mean '" + near + "'?")
                .orElseGet(() -> "known are " + String.join(", ", new TreeSet<>(known)));
    }

    /** How many letters have to be added, removed or replaced to make one word of the other (Levenshtein). */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
