// SPDX-License-Identifier: Apache-2.0
package dev.dib.format.disk;

import dev.dib.format.Choice;
import dev.dib.format.Format;
import dev.dib.problem.Nearest;
import dev.dib.problem.Problems;
import java.util.List;

/** Checks values of {@code qemuImgOptions}. */
final class ImageOptions {

    static final String PARAMETER = "qemuImgOptions";

    private ImageOptions() {}

    /** Whether an option has one of the values that there are. */
    static void checkOneOf(Format format, Choice choice, String option, List<String> values, Problems problems) {
        String value = choice.option(option, values.get(0));
        if (!values.contains(value)) {
            problems.add(
                    PARAMETER,
                    "'" + option + "=" + value + "' is nothing that " + format.word() + " can be",
                    Nearest.remedy(value, values, "use one of " + values));
        }
    }
}
