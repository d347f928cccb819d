// SPDX-License-Identifier: Apache-2.0
package dev.dib.disk;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The options of a person for mke2fs, understood as far as the layout has to know them.
 *
 * @param values of the options that are read here, by letter; the last one of each counts, as in mke2fs
 * @param extended all of {@code -E} in one: mke2fs takes the last {@code -E} only
 * @param others all other words as they are
 */
record MkfsWords(Map<String, String> values, List<String> extended, List<String> others) {

    private static final String READ = "biIJN";

    static MkfsWords of(List<String> words) {
        Map<String, String> values = new LinkedHashMap<>();
        List<String> extended = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            String letter = word.length() > 1 && word.charAt(0) == '-' ? word.substring(1, 2) : "";
            if (letter.isEmpty() || !(letter.equals("E") || READ.contains(letter))) {
                others.add(word);
                continue;
            }
            String value = word.length() > 2 ? word.substring(2) : i + 1 < words.size() ? words.get(++i) : "";
            if (letter.equals("E")) {
                extended.add(value);
            } else {
                values.put(letter, value);
            }
        }
        return new MkfsWords(values, extended, others);
    }

    /** The number that an option has; empty if the option is not there or is no plain number. */
    Optional<Long> number(String letter) {
        return Optional.ofNullable(values.get(letter))
                .filter(value -> value.matches("\\d{1,15}"))
                .map(Long::valueOf);
    }

    /** MiB of {@code -J size=}. */
    Optional<Long> journalMiB() {
        String journal = values.getOrDefault("J", "");
        for (String part : journal.split(",", -1)) {
            if (part.matches("size=\\d{1,9}")) {
                return Optional.of(Long.valueOf(part.substring(5)));
            }
        }
        return Optional.empty();
    }
}
