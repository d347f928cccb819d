// SPDX-License-Identifier: Apache-2.0
package dev.dib.packages;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which distributions are of one family, for maps of package and service names. */
final class Families {

    private static final Map<String, Set<String>> FAMILIES = Map.of(
            "redhat",
            // centos7 and rhel7 are what elements called themselves until 2019
            Set.of("almalinux", "centos", "centos7", "fedora", "openeuler", "rhel", "rhel7", "rocky"),
            "debian",
            Set.of("debian", "ubuntu"),
            "suse",
            Set.of("opensuse"),
            "gentoo",
            Set.of("gentoo"));

    private Families() {}

    static Optional<String> of(String distribution) {
        return FAMILIES.entrySet().stream()
                .filter(family -> family.getValue().contains(distribution))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    static Set<String> names() {
        return FAMILIES.keySet();
    }
}
