// SPDX-License-Identifier: Apache-2.0
package dev.dib.element;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The names in an element archive and what they stand for. Finds what would be another tree on another system: names that
 * are no safe path, names that differ only in case or in how their letters are composed, and names below a file or a link.
 */
final class ArchiveNames {

    enum Kind {
        FILE,
        DIRECTORY,
        LINK
    }

    /** A name: as it was written first, and what it stands for; {@code listed} if it was not only met as a parent. */
    private record Named(String name, Kind kind, boolean listed) {}

    private static final Pattern SEGMENT = Pattern.compile("[^\\p{Cntrl}/\\\\:*?\"<>|]{1,255}");

    private final Map<String, Named> seen = new HashMap<>();

    /**
     * Adds a name.
     *
     * @param name without a slash at its end
     * @return what is wrong with it; nothing if it is good
     */
    Optional<String> add(String name, Kind kind) {
        String[] segments = name.split("/", -1);
        for (String segment : segments) {
            if (!SEGMENT.matcher(segment).matches() || segment.equals(".") || segment.equals("..")) {
                return Optional.of("has an entry with the name '" + printable(name) + "', which is no safe path");
            }
        }
        var parent = new StringBuilder();
        for (int i = 0; i < segments.length - 1; i++) {
            parent.append(i == 0 ? "" : "/").append(segments[i]);
            Named above = seen.putIfAbsent(key(parent.toString()), new Named(parent.toString(), Kind.DIRECTORY, false));
            if (above != null && above.kind() != Kind.DIRECTORY) {
                return Optional.of(
                        "has an entry '" + name + "' below a " + (above.kind() == Kind.LINK ? "link" : "file"));
            }
            if (above != null && !above.name().contentEquals(parent)) {
                return Optional.of(twice(above.name(), parent.toString()));
            }
        }
        Named other = seen.put(key(name), new Named(name, kind, true));
        if (other == null) {
            return Optional.empty();
        }
        boolean onlyParent =
                !other.listed() && kind == Kind.DIRECTORY && other.name().equals(name);
        return onlyParent ? Optional.empty() : Optional.of(twice(other.name(), name));
    }

    /**
     * Whether a link stays among the names added. A link below {@code static/} is meant for the image, where absolute
     * targets and others that lead away are usual. To be called when all names are added.
     */
    boolean staysInside(String link, String target) {
        if (target.isEmpty() || target.chars().anyMatch(c -> c < ' ')) {
            return false;
        }
        if (isForTheImage(link)) {
            return true;
        }
        if (target.startsWith("/")) {
            return false;
        }
        String at = parent(link);
        for (String segment : target.split("/", -1)) {
            // ".." of a link is not where the path looks like it was
            if (isLink(at)) {
                return false;
            }
            if (segment.equals("..")) {
                if (at.isEmpty()) {
                    return false;
                }
                at = parent(at);
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                at = at.isEmpty() ? segment : at + "/" + segment;
            }
        }
        return !(isLink(at) && isForTheImage(at));
    }

    private boolean isLink(String name) {
        Named named = seen.get(key(name));
        return named != null && named.kind() == Kind.LINK;
    }

    private static boolean isForTheImage(String name) {
        return key(name).startsWith("static/");
    }

    private static String parent(String name) {
        return name.substring(0, Math.max(0, name.lastIndexOf('/')));
    }

    private static String key(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    }

    private static String twice(String one, String other) {
        return one.equals(other)
                ? "has '" + one + "' twice"
                : "has '" + one + "' and '" + other + "', which are one on some systems";
    }

    static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
