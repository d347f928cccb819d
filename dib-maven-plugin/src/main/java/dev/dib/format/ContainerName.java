// SPDX-License-Identifier: Apache-2.0
package dev.dib.format;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of an image in a container engine; its form is that of the reference grammar of the OCI distribution project
 * (github.com/distribution/reference).
 *
 * @param repository with the registry, if any: {@code registry.example.com:5000/team/machine}
 * @param tag such as {@code 1.0}
 */
public record ContainerName(String repository, String tag) {

    private static final String COMPONENT = "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*";
    private static final String DOMAIN = "(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)"
            + "(?:\\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*(?::[0-9]+)?";
    private static final Pattern FORM = Pattern.compile(
            "((?:" + DOMAIN + "/)?" + COMPONENT + "(?:/" + COMPONENT + ")*)(?::([A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?");
    private static final int LONGEST_REPOSITORY = 255;

    /** Reads {@code repository} or {@code repository:tag}; nothing if it is none. The tag is {@code latest} if not said. */
    public static Optional<ContainerName> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches() && matcher.group(1).length() <= LONGEST_REPOSITORY
                ? Optional.of(
                        new ContainerName(matcher.group(1), matcher.group(2) == null ? "latest" : matcher.group(2)))
                : Optional.empty();
    }

    /** The name that is nearest to that of an image of a project: what is not allowed in a name becomes a hyphen. */
    public static ContainerName of(String image, String version) {
        String end = "-" + version;
        String name = image.endsWith(end) ? image.substring(0, image.length() - end.length()) : image;
        String repository = name.toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9._-]", "-")
                .replaceAll("[._-]*\\.[._-]*", ".")
                .replaceAll("[_-]*-[_-]*", "-")
                .replaceAll("_{2,}", "_")
                .replaceAll("^[._-]+|[._-]+$", "");
        String tag = version.replaceAll("[^A-Za-z0-9_.-]", "-").replaceAll("^[.-]+", "");
        return new ContainerName(repository.isEmpty() ? "image" : repository, tag.isEmpty() ? "latest" : tag);
    }

    @Override
    public String toString() {
        return repository + ":" + tag;
    }
}
