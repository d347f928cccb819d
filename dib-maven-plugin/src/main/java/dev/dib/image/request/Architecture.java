// SPDX-License-Identifier: Apache-2.0
package dev.dib.image.request;

import dev.dib.image.HostArchitecture;
import dev.dib.problem.Nearest;
import dev.dib.problem.Problems;

/** The architecture of an image: what was said, or that of the host. */
final class Architecture {

    private Architecture() {}

    static String check(String parameter, Variables variables, Problems problems) {
        return variables
                .said("arch", parameter, "ARCH")
                .map(said -> known(said, problems))
                .orElseGet(HostArchitecture::name);
    }

    private static String known(Said said, Problems problems) {
        if (!HostArchitecture.KNOWN.contains(said.text())) {
            problems.add(
                    said.subject(),
                    "'" + said.text() + "' is no architecture",
                    Nearest.remedy(said.text(), HostArchitecture.KNOWN, "use one of " + HostArchitecture.KNOWN));
        }
        return said.text();
    }
}
