// SPDX-License-Identifier: Apache-2.0
package dev.dib.hook;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the scripts of a phase find around them.
 *
 * @param hooks the hook tree as the host sees it
 * @param seenAs the hook tree as the scripts see it: the same, or {@code /tmp/in_target.d} in the target
 * @param root the root directory of the scripts, if it is not the host's
 * @param directory where they run
 * @param environment what they get before {@code environment.d} adds to it
 */
public record Surroundings(
        Path hooks, Path seenAs, Optional<Path> root, Path directory, Map<String, String> environment) {

    public Surroundings {
        environment = Map.copyOf(environment);
    }

    /** These surroundings with another environment. */
    public Surroundings with(Map<String, String> other) {
        return new Surroundings(hooks, seenAs, root, directory, other);
    }

    /** These surroundings with variables added. */
    public Surroundings plus(Map<String, String> variables) {
        var merged = new TreeMap<>(environment);
        merged.putAll(variables);
        return with(merged);
    }
}
