// SPDX-License-Identifier: Apache-2.0
package dev.dib.test;

import dev.dib.problem.Nearest;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A package is installed, or is not.
 *
 * @param packageName as the package manager of the image calls it
 * @param installed whether it shall be
 * @param version what the whole version shall be
 */
public record PackageAssertion(String name, String packageName, boolean installed, Optional<Pattern> version)
        implements Assertion {

    @Override
    public Optional<String> problem(TreeProbe tree) {
        List<String> versions = tree.versions(packageName);
        if (!installed) {
            return versions.isEmpty()
                    ? Optional.empty()
                    : Optional.of(packageName + " is installed, version " + String.join(", ", versions));
        }
        if (versions.isEmpty()) {
            return Optional.of(packageName + " is not installed"
                    + Nearest.to(packageName, tree.packageNames())
                            .map(near -> " (" + near + " is)")
                            .orElse(""));
        }
        boolean wanted = version.isEmpty()
                || versions.stream().allMatch(it -> version.get().matcher(it).matches());
        return wanted
                ? Optional.empty()
                : Optional.of(packageName + " has the version " + String.join(", ", versions) + ", not '"
                        + version.get() + "'");
    }
}
