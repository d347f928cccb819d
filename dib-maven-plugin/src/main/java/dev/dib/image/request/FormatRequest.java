// SPDX-License-Identifier: Apache-2.0
package dev.dib.image.request;

import dev.dib.format.Format;
import dev.dib.problem.Nearest;
import dev.dib.problem.Problems;
import java.util.ArrayList;
import java.util.List;

/**
 * The files that an image is wanted as.
 *
 * @param formats their formats, the main one first
 */
public record FormatRequest(List<String> formats) {

    /** The formats, each once. */
    List<Format> check(Problems problems) {
        List<Format> found = new ArrayList<>();
        List<String> names = Format.names();
        for (String word : formats) {
            Format.of(word)
                    .ifPresentOrElse(
                            found::add,
                            () -> problems.add(
                                    "formats",
                                    "there is no format '" + word + "'",
                                    Nearest.remedy(String.valueOf(word), names, "use some of " + names)));
        }
        if (formats.isEmpty()) {
            problems.add("formats", "is empty", "name at least one of " + names);
        }
        return found.stream().distinct().toList();
    }
}
