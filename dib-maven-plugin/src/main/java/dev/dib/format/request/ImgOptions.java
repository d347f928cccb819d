// SPDX-License-Identifier: Apache-2.0
package dev.dib.format.request;

import dev.dib.format.Format;
import dev.dib.problem.Nearest;
import dev.dib.problem.Problems;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Options as after {@code qemu-img convert -o}. Each goes to those formats that know it, where diskimage-builder gives all to
 * every format and the conversion fails when the image is built.
 */
final class ImgOptions {

    private static final String PARAMETER = "qemuImgOptions";

    private final Map<String, String> said = new TreeMap<>();

    private ImgOptions() {}

    static ImgOptions of(List<String> words, List<Format> wanted, Problems problems) {
        var options = new ImgOptions();
        for (String word : words) {
            int equals = word.indexOf('=');
            String name = equals < 0 ? word : word.substring(0, equals);
            // as qemu-img has it: a name alone switches it on
            options.said.put(name, equals < 0 ? "on" : word.substring(equals + 1));
            options.check(name, wanted, problems);
        }
        return options;
    }

    private void check(String name, List<Format> wanted, Problems problems) {
        if (wanted.stream().anyMatch(format -> format.options().contains(name))) {
            return;
        }
        var known = new TreeSet<String>();
        wanted.forEach(format -> known.addAll(format.options()));
        List<String> others = Formats.ALL.stream()
                .filter(format -> format.options().contains(name))
                .map(Format::word)
                .toList();
        if (!others.isEmpty()) {
            // a parent pom may speak of formats that this image is not wanted in
            return;
        }
        problems.add(
                PARAMETER,
                "'" + name + "' is no option that a format here can have",
                Nearest.remedy(
                        name,
                        known,
                        known.isEmpty() ? "leave it out: none of the formats has any" : "use some of " + known));
    }

    /** Those of a format. */
    Map<String, String> of(Format format) {
        Map<String, String> found = new TreeMap<>(said);
        found.keySet().retainAll(format.options());
        return found;
    }
}
