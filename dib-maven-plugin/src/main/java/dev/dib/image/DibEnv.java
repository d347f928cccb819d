// SPDX-License-Identifier: Apache-2.0
package dev.dib.image;

import dev.dib.element.Element;
import dev.dib.format.request.PlannedFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * {@code DIB_ENV} and {@code DIB_ARGS}: what diskimage-builder tells hooks about how it was called, which elements write into
 * images.
 */
final class DibEnv {

    private DibEnv() {}

    /**
     * Lines as bash's {@code declare -p} prints them, of all variables that begin with {@code DIB_}.
     *
     * @param environment without secrets
     */
    static String variables(Map<String, String> environment) {
        return new TreeMap<>(environment)
                .entrySet().stream()
                        .filter(entry -> entry.getKey().startsWith("DIB_"))
                        .map(entry -> "declare -x " + entry.getKey() + "=\"" + escaped(entry.getValue()) + "\"")
                        .collect(Collectors.joining("\n"));
    }

    private static String escaped(String value) {
        return value.replaceAll("([\"$`\\\\])", "\\\\$1");
    }

    /** The command line of disk-image-create that asks for the same. */
    static String arguments(ImageSpec image) {
        return "-a " + image.architecture() + " -o " + image.name() + " -t "
                + image.conversion().formats().stream().map(PlannedFormat::word).collect(Collectors.joining(",")) + " "
                + image.elements().stream().map(Element::name).collect(Collectors.joining(" "));
    }
}
