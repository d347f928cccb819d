// SPDX-License-Identifier: Apache-2.0
package dev.dib.image;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The architecture of this host, in Debian's naming, which diskimage-builder uses for {@code ARCH}. */
public final class HostArchitecture {

    /** The names that diskimage-builder accepts; elements accept both namings, so the one that was given is kept. */
    public static final List<String> KNOWN =
            List.of("aarch64", "amd64", "arm64", "armhf", "powerpc", "ppc64", "ppc64el", "ppc64le", "s390x", "x86_64");

    private static final Map<String, String> FROM_JAVA =
            Map.of("x86_64", "amd64", "aarch64", "arm64", "arm", "armhf", "ppc64le", "ppc64el");

    private HostArchitecture() {}

    public static String name() {
        String java = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return FROM_JAVA.getOrDefault(java, java);
    }
}
