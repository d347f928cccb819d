// SPDX-License-Identifier: Apache-2.0
package dev.dib.image.request;

import dev.dib.image.HookSpec;
import dev.dib.problem.Problems;
import java.time.Duration;

/**
 * How hooks are run.
 *
 * @param timeout how many seconds one may run
 */
public record HookRequest(int timeout) {

    HookSpec check(Problems problems) {
        if (timeout < 1) {
            problems.add("timeout", timeout + " is no number of seconds that a hook could run", "give 1 or more");
        }
        return new HookSpec(Duration.ofSeconds(timeout));
    }
}
