// SPDX-License-Identifier: Apache-2.0
package dev.dib.image;

import dev.dib.element.Element;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What hooks are told about the elements of the image: {@code IMAGE_ELEMENT} (names), {@code IMAGE_ELEMENT_YAML} (a YAML map of
 * names to folders), the function {@code get_image_element_array} (what {@code declare -A} takes), {@code ELEMENTS_PATH} (the
 * folders that the elements are in).
 */
final class ElementVariables {

    private ElementVariables() {}

    static Map<String, String> of(List<Element> elements) {
        Map<String, String> variables = new TreeMap<>();
        variables.put("IMAGE_ELEMENT", elements.stream().map(Element::name).collect(Collectors.joining(" ")));
        variables.put(
                "IMAGE_ELEMENT_YAML",
                elements.stream()
                        .map(element -> element.name() + ": " + yaml(element.directory()) + "\n")
                        .collect(Collectors.joining()));
        variables.put(
                "ELEMENTS_PATH",
                elements.stream()
                        .map(element -> element.directory().getParent().toString())
                        .distinct()
                        .collect(Collectors.joining(":")));
        String array = elements.stream()
                .map(element -> "[" + element.name() + "]=" + shell(element.directory()))
                .collect(Collectors.joining(" "));
        variables.put("BASH_FUNC_get_image_element_array%%", "() { printf '%s\\n' " + quoted(array) + "\n}");
        return variables;
    }

    private static boolean isPlain(Path path) {
        return path.toString().matches("[A-Za-z0-9_@%+=,./-]+");
    }

    private static String yaml(Path path) {
        return isPlain(path)
                ? path.toString()
                : "\"" + path.toString().replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static String shell(Path path) {
        return isPlain(path) ? path.toString() : quoted(path.toString());
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
