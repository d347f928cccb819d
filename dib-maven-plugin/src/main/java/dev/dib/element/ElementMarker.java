// SPDX-License-Identifier: Apache-2.0
package dev.dib.element;

import java.io.IOException;
import java.io.StringReader;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;

/**
 * What tells an element archive from any other zip: the file {@value #PATH} in it, a Java properties file.
 *
 * @param format the version of the archive's layout; this one writes and reads {@value #FORMAT}
 */
public record ElementMarker(int format, String name, String version, List<String> dependencies, List<String> provides) {

    /** What lies here belongs to the archive, not to the element. */
    static final String FOLDER = "META-INF/";

    static final String PATH = FOLDER + "dib/element.properties";
    static final int FORMAT = 1;

    public ElementMarker {
        dependencies = List.copyOf(dependencies);
        provides = List.copyOf(provides);
    }

    public static ElementMarker of(Element element, String name, String version) {
        return new ElementMarker(FORMAT, name, version, element.dependencies(), element.provides());
    }

    /** Whether the element has this name, or stands in for one that has. */
    public boolean answersTo(String wanted) {
        return name.equals(wanted) || provides.contains(wanted);
    }

    String text() {
        return "format=" + format + "\nname=" + name + "\nversion=" + version + "\ndependencies="
                + String.join(" ", dependencies) + "\nprovides=" + String.join(" ", provides) + "\n";
    }

    static ElementMarker parse(String text) throws IOException {
        var properties = new Properties();
        try {
            properties.load(new StringReader(text));
        } catch (IllegalArgumentException e) {
            // a bad escape: it has no format that could be read
            return new ElementMarker(0, "", "", List.of(), List.of());
        }
        String format = properties.getProperty("format", "0");
        return new ElementMarker(
                format.matches("[0-9]{1,6}") ? Integer.parseInt(format) : 0,
                properties.getProperty("name", ""),
                properties.getProperty("version", ""),
                words(properties.getProperty("dependencies", "")),
                words(properties.getProperty("provides", "")));
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.strip().split(" +", -1))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
