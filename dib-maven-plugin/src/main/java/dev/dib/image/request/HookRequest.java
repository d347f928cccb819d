// SPDX-License-Identifier: Apache-2.0
package dev.dib.image.request;

import dev.dib.hook.BreakPoints;
import dev.dib.image.HookSpec;
import dev.dib.problem.Nearest;
import dev.dib.problem.Problems;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * How hooks are run. Words that are blank or null were not said.
 *
 * @param packages what to install besides what elements install, by the distribution's names
 * @param installType how elements install what can be had in several ways ({@code DIB_DEFAULT_INSTALLTYPE})
 * @param debugTrace 0 to 2 ({@code DIB_DEBUG_TRACE})
 * @param breakpoints where to halt ({@code break})
 * @param breakTimeout how many seconds to halt at most
 * @param timeout how many seconds one hook may run
 */
public record HookRequest(
        List<String> packages,
        String installType,
        String debugTrace,
        List<String> breakpoints,
        int breakTimeout,
        int timeout,
        boolean keepOnFailure) {

    /** No option, no blank: names go to install-packages as they are. */
    private static final Pattern PACKAGE = Pattern.compile("[^\\s-]\\S*");

    private static final Pattern INSTALL_TYPE = Pattern.compile("[A-Za-z0-9_]+");

    /** Requests in which nothing is said but how long a hook may run. */
    public static HookRequest within(int timeout) {
        return new HookRequest(List.of(), null, null, List.of(), 3600, timeout, false);
    }

    HookSpec check(Variables variables, Problems problems) {
        seconds("timeout", timeout, problems);
        seconds("breakTimeout", breakTimeout, problems);
        Set<String> wantedPackages = words(packages);
        wantedPackages.stream()
                .filter(name -> !PACKAGE.matcher(name).matches())
                .forEach(name -> problems.add(
                        "packages", "'" + name + "' is no name of a package", "write names only, separated by commas"));
        return new HookSpec(
                Duration.ofSeconds(Math.max(1, timeout)),
                List.copyOf(wantedPackages),
                breakPoints(variables, problems),
                keepOnFailure);
    }

    /** Variables that parameters set for hooks. */
    Map<String, String> variables(Variables variables, Problems problems) {
        Map<String, String> set = new TreeMap<>();
        variables
                .said("installType", installType, "DIB_DEFAULT_INSTALLTYPE")
                .filter(type -> fits(
                        type,
                        INSTALL_TYPE,
                        "is no install type",
                        "use source, package, or what your elements know",
                        problems))
                .ifPresent(type -> set.put("DIB_DEFAULT_INSTALLTYPE", type.text()));
        variables
                .said("debugTrace", debugTrace, "DIB_DEBUG_TRACE")
                // elements compare it as a number
                .filter(trace ->
                        fits(trace, Pattern.compile("[0-9]"), "is no level of tracing", "use 0, 1 or 2", problems))
                .ifPresent(trace -> set.put("DIB_DEBUG_TRACE", trace.text()));
        return set;
    }

    private BreakPoints breakPoints(Variables variables, Problems problems) {
        Optional<Said> said =
                variables.said("breakpoints", breakpoints == null ? "" : String.join(",", words(breakpoints)), "break");
        Set<String> names = words(said.stream().map(Said::text).toList());
        List<String> known = BreakPoints.known();
        names.stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> problems.add(
                        said.orElseThrow().subject(),
                        "there is no break point '" + name + "'",
                        Nearest.remedy(name, known, "use some of " + known)));
        return new BreakPoints(
                names,
                Duration.ofSeconds(Math.max(1, breakTimeout)),
                variables.said("break_cmd").map(Said::text),
                variables.said("break_outside_target").isPresent());
    }

    private static void seconds(String parameter, int number, Problems problems) {
        if (number < 1) {
            problems.add(parameter, "'" + number + "' is no number of seconds", "give 1 or more");
        }
    }

    private static boolean fits(Said said, Pattern form, String message, String remedy, Problems problems) {
        boolean fits = form.matcher(said.text()).matches();
        if (!fits) {
            problems.add(said.subject(), "'" + said.text() + "' " + message, remedy);
        }
        return fits;
    }

    /** The words of lists that have commas in them, each once. */
    private static Set<String> words(Collection<String> lists) {
        Set<String> words = new LinkedHashSet<>();
        if (lists != null) {
            lists.stream()
                    .filter(list -> list != null)
                    .flatMap(list -> Arrays.stream(list.split(",", -1)))
                    .map(String::strip)
                    .filter(word -> !word.isEmpty())
                    .forEach(words::add);
        }
        return words;
    }
}
