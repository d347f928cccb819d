// SPDX-License-Identifier: Apache-2.0
package dev.dib.packages;

import dev.dib.document.Location;
import dev.dib.document.TextFile;
import dev.dib.problem.Nearest;
import dev.dib.problem.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of a file {@code source-repository-NAME}: {@code name type destination location [ref]}, separated by blanks. Fields
 * may have variables in them ({@code $NAME}, <code>${NAME}</code>, <code>${NAME:-default}</code>), which get their values when
 * the element source-repositories reads the line; what such a field comes to is not known here. The rules are those of its
 * {@code lines.sh}.
 *
 * @param destination absolute path in the image; empty if the line has none, which is enough for what is not fetched
 */
record SourceRepository(Location at, String name, String type, String destination, String location, String ref) {

    private static final Set<String> TYPES = Set.of("git", "tar", "file", "package");

    private static final int MOST_FIELDS = 5;

    private static final String VARIABLE = "\\$(?:[A-Za-z_]\\w*|\\{[A-Za-z_]\\w*(?::-[^$`{}]*)?})";
    private static final Pattern FIELD = Pattern.compile("(?:" + VARIABLE + "|[^$`\\s])+");
    private static final Pattern NO_FIELD = Pattern.compile("\\S");
    private static final Pattern QUOTED = Pattern.compile("\"(.*)\"|'(.*)'");

    /** Reads a line; nothing if it is empty or a comment, or wrong. */
    static Optional<SourceRepository> parse(TextFile.Line line, Problems problems) {
        if (line.text().isEmpty() || line.text().startsWith("#")) {
            return Optional.empty();
        }
        var mine = new Problems();
        List<String> fields = fields(line, mine);
        if (mine.isEmpty()) {
            check(line.at(), fields, mine);
        }
        problems.addAll(mine.list());
        return mine.isEmpty() ? Optional.of(of(line.at(), fields)) : Optional.empty();
    }

    private static SourceRepository of(Location at, List<String> fields) {
        return new SourceRepository(at, at(fields, 0), at(fields, 1), at(fields, 2), at(fields, 3), at(fields, 4));
    }

    private static String at(List<String> fields, int index) {
        return index < fields.size() ? fields.get(index) : "";
    }

    private static List<String> fields(TextFile.Line line, Problems problems) {
        List<String> fields = new ArrayList<>();
        Matcher field = FIELD.matcher(line.text());
        int end = 0;
        while (field.find()) {
            if (isNoBlank(line.text().substring(end, field.start()))) {
                break;
            }
            end = field.end();
            Matcher quoted = QUOTED.matcher(field.group());
            String text =
                    quoted.matches() ? quoted.group(1) == null ? quoted.group(2) : quoted.group(1) : field.group();
            if (text.startsWith("#")) {
                return fields;
            }
            fields.add(text);
        }
        if (isNoBlank(line.text().substring(end))) {
            problems.add(
                    line.at().toString(),
                    "has a '$' or a '`' that begins no variable",
                    "write $NAME, ${NAME} or ${NAME:-default}; commands are not run");
        }
        return fields;
    }

    private static boolean isNoBlank(String text) {
        return NO_FIELD.matcher(text).find();
    }

    private static void check(Location at, List<String> fields, Problems problems) {
        boolean open = fields.stream().anyMatch(SourceRepository::isOpen);
        if ((fields.size() < 2 && !open) || fields.size() > MOST_FIELDS) {
            problems.add(
                    at.toString(),
                    "has " + fields.size() + (fields.size() == 1 ? " field" : " fields"),
                    "write name, type, destination, location and perhaps a ref, with blanks between them");
            return;
        }
        // a variable may come to several fields, or to none
        int known =
                open ? (int) fields.stream().takeWhile(field -> !isOpen(field)).count() : fields.size();
        var repository = of(at, fields.subList(0, known));
        String type = repository.type();
        if (known > 1 && !TYPES.contains(type)) {
            problems.add(at.toString(), "the type '" + type + "' is not known", Nearest.remedy(type, TYPES));
        }
        String destination = repository.destination();
        if (known > 2 && (!destination.matches("/.+") || hasDots(destination))) {
            problems.add(
                    at.toString(),
                    "the destination '" + destination + "' is no absolute path in the image",
                    "begin it with a slash and leave '..' out");
        }
        if (known > 3 && repository.location().startsWith("-")) {
            problems.add(
                    at.toString(),
                    "'" + repository.location() + "' is no location",
                    "write a URL or an absolute path on the host");
        }
        String ref = repository.ref();
        if (known > 4 && (ref.matches("-.+|/.*") || hasDots(ref))) {
            problems.add(at.toString(), "'" + ref + "' is no ref", "write a branch, a tag or a commit");
        }
    }

    private static boolean hasDots(String path) {
        return ("/" + path + "/").contains("/../");
    }

    private static boolean isOpen(String field) {
        return field.contains("$");
    }

    /** Whether it is known what is to be fetched from where to where, whatever variables say. */
    boolean isKnown() {
        return !isOpen(name + type + destination + location) && !type.equals("package");
    }

    /** Whether nothing is known that makes it another one than that. */
    boolean mayBe(SourceRepository other) {
        return isOpen(ref + other.ref)
                || (type.equals(other.type) && location.equals(other.location) && ref.equals(other.ref));
    }

    /** As it appears in the names of variables. */
    String suffix() {
        return name.replaceAll("[^A-Za-z0-9]", "_");
    }
}
