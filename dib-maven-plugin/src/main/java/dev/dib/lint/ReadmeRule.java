// SPDX-License-Identifier: Apache-2.0
package dev.dib.lint;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code readme}: there is one; {@code variables}: it names each {@code DIB_} variable that the element's scripts read. */
final class ReadmeRule implements Rule {

    private static final Pattern READ = Pattern.compile("\\$\\{?[#!]?(DIB_\\w+)");

    /** Every script may look at this one. */
    private static final String TRACE = "DIB_DEBUG_TRACE";

    @Override
    public List<Finding> check(ElementFiles element) {
        Optional<ElementFile> readme = element.find("README.md").or(() -> element.find("README.rst"));
        if (readme.isEmpty()) {
            return List.of(new Finding(
                    "readme",
                    "README.md",
                    1,
                    "is missing",
                    "write down what the element is for and which variables it reads"));
        }
        List<Finding> findings = new ArrayList<>();
        Set<String> named = new HashSet<>(Set.of(TRACE));
        element.shells().forEach(file -> {
            int number = 0;
            for (String line : file.lines()) {
                number++;
                Matcher matcher = READ.matcher(line.strip().startsWith("#") ? "" : line);
                while (matcher.find()) {
                    String variable = matcher.group(1);
                    if (named.add(variable) && !names(readme.get(), variable)) {
                        findings.add(new Finding(
                                "variables",
                                file.path(),
                                number,
                                "reads " + variable + ", which " + readme.get().path() + " does not name",
                                "say there what it does"));
                    }
                }
            }
        });
        return findings;
    }

    private static boolean names(ElementFile readme, String variable) {
        // a name with a part that varies, as ${!DIB_INSTALLTYPE_@}, is a prefix
        String end = variable.endsWith("_") ? "" : "(?!\\w)";
        return Pattern.compile("(?<!\\w)" + variable + end)
                .matcher(readme.text())
                .find();
    }
}
