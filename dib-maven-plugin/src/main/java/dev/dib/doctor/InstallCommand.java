// SPDX-License-Identifier: Apache-2.0
package dev.dib.doctor;

import java.util.List;
import java.util.Optional;

/** The one command that installs all that is missing. */
public final class InstallCommand {

    private InstallCommand() {}

    /**
     * Makes it.
     *
     * @param superuser whether the reader is root already
     * @return a command line; nothing if no package is missing
     */
    public static Optional<String> of(List<Finding> findings, boolean superuser) {
        List<String> packages = findings.stream()
                .map(Finding::debianPackage)
                .flatMap(Optional::stream)
                .distinct()
                .sorted()
                .toList();
        return packages.isEmpty()
                ? Optional.empty()
                : Optional.of((superuser ? "" : "sudo ") + "apt-get install --no-install-recommends "
                        + String.join(" ", packages));
    }
}
