// SPDX-License-Identifier: Apache-2.0
package dev.dib.test;

import java.time.Duration;
import java.util.Optional;

/**
 * What became of an assertion.
 *
 * @param problem why it does not hold; absent if it does
 */
public record AssertionResult(Assertion assertion, Duration elapsed, Optional<String> problem) {

    public boolean holds() {
        return problem.isEmpty();
    }
}
