// SPDX-License-Identifier: Apache-2.0
package dev.dib.packages;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One way to want a package, from package-installs.
 *
 * @param phase the folder of the phase it belongs to
 * @param action what is done with it
 * @param architectures only for these, if any is named
 * @param otherArchitectures not for these
 * @param when all have to hold
 */
record PackageRule(
        String name,
        String phase,
        Action action,
        Optional<String> installType,
        List<String> architectures,
        List<String> otherArchitectures,
        Optional<String> pythonVersion,
        List<Condition> when) {

    enum Action {
        INSTALL,
        /** Installed at the beginning of the phase and removed at its end. */
        BUILD_ONLY,
        /** Removed at the end of the phase. */
        UNINSTALL
    }

    static final List<String> PHASES = List.of("pre-install.d", "install.d", "post-install.d");

    private static final List<Set<String>> SAME_ARCHITECTURE =
            List.of(Set.of("amd64", "x86_64"), Set.of("arm64", "aarch64"), Set.of("ppc64el", "ppc64le"));

    PackageRule {
        architectures = List.copyOf(architectures);
        otherArchitectures = List.copyOf(otherArchitectures);
        when = List.copyOf(when);
    }

    /** Whether the rule applies, leaving {@code when} aside. */
    boolean applies(String element, Map<String, String> environment) {
        String architecture = environment.getOrDefault("ARCH", "");
        String defaultType = environment.getOrDefault("DIB_DEFAULT_INSTALLTYPE", "source");
        String type = environment.getOrDefault("DIB_INSTALLTYPE_" + element.replace('-', '_'), defaultType);
        return installType.map(type::equals).orElse(true)
                && (architectures.isEmpty() || contains(architectures, architecture))
                && !contains(otherArchitectures, architecture)
                && pythonVersion
                        .map(version -> version.equals(environment.get("DIB_PYTHON_VERSION")))
                        .orElse(true);
    }

    private static boolean contains(List<String> names, String architecture) {
        return names.stream()
                .anyMatch(name -> name.equals(architecture)
                        || SAME_ARCHITECTURE.stream()
                                .anyMatch(same -> same.contains(name) && same.contains(architecture)));
    }
}
