// SPDX-License-Identifier: Apache-2.0
package dev.dib.image;

import dev.dib.hook.BreakPoints;
import java.time.Duration;
import java.util.List;

/**
 * How the hooks of an image are run.
 *
 * @param limit how long one of them may run
 * @param packages what is installed between install.d and post-install.d, by the names that the distribution has
 * @param breakPoints where the build halts
 * @param keepOnFailure whether tree, hooks and environment are kept if a hook fails
 */
public record HookSpec(Duration limit, List<String> packages, BreakPoints breakPoints, boolean keepOnFailure) {

    public HookSpec {
        packages = List.copyOf(packages);
    }
}
