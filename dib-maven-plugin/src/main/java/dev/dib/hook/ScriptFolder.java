// SPDX-License-Identifier: Apache-2.0
package dev.dib.hook;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which files of a folder are run, and in which order. The rules are those of diskimage-builder's {@code dib-run-parts}:
 *
 * <ul>
 *   <li>a script is an executable regular file, or a link to one, whose name has only letters, digits, {@code _} and
 *       {@code -}; anything else is passed over;
 *   <li>scripts run by the number that leads their name (0 if there is none), then by the bytes of their name ({@code
 *       LC_ALL=C sort -n}).
 * </ul>
 */
final class ScriptFolder {

    private static final Pattern NAME = Pattern.compile("[0-9A-Za-z_-]+");
    private static final Pattern ENVIRONMENT_NAME = Pattern.compile("[0-9A-Za-z_.-]+");
    private static final Pattern LEADING_NUMBER = Pattern.compile("^-?[0-9]+");

    /** By leading number, then by bytes. Names are ASCII, so that the order of chars is the order of bytes. */
    static final Comparator<String> ORDER =
            Comparator.comparing(ScriptFolder::number).thenComparing(Comparator.naturalOrder());

    private ScriptFolder() {}

    /** The names of the scripts in a phase's folder, in the order in which they run; none if the folder is not there. */
    static List<String> scripts(Path folder) throws IOException {
        return names(folder, NAME, ORDER, true);
    }

    /**
     * The names of the files in {@code environment.d}, in the order in which they are sourced: by bytes, as {@code sort
     * -n} of whole paths has always done, numbers or not.
     */
    static List<String> environmentFiles(Path folder) throws IOException {
        return names(folder, ENVIRONMENT_NAME, Comparator.naturalOrder(), false);
    }

    /** Whether a file of a phase's folder has a name by which it is run. */
    static boolean isScript(String name) {
        return NAME.matcher(name).matches();
    }

    /** Whether a file of {@code environment.d} has a name by which it is sourced. */
    static boolean isEnvironmentFile(String name) {
        return ENVIRONMENT_NAME.matcher(name).matches();
    }

    private static List<String> names(Path folder, Pattern name, Comparator<String> order, boolean executable)
            throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !executable || Files.isExecutable(file))
                    .map(file -> file.getFileName().toString())
                    .filter(name.asMatchPredicate())
                    .sorted(order)
                    .toList();
        }
    }

    private static BigInteger number(String name) {
        var matcher = LEADING_NUMBER.matcher(name);
        // "-5" is minus five to sort(1), a lone "-" is no number
        return matcher.find() ? new BigInteger(matcher.group()) : BigInteger.ZERO;
    }
}
