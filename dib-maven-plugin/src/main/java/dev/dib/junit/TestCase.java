// SPDX-License-Identifier: Apache-2.0
package dev.dib.junit;

import java.time.Duration;
import java.util.Optional;

/**
 * One thing that was tested.
 *
 * @param name what it shows; unique within its suite
 * @param failure why it does not hold; absent if it does
 * @param output what it printed; empty for nothing
 * @param skipped whether it was not run
 */
public record TestCase(String name, Duration elapsed, Optional<Failure> failure, String output, boolean skipped) {

    /**
     * Why a test failed.
     *
     * @param message one line
     * @param text all there is to say
     */
    public record Failure(String message, String text) {}

    public static TestCase passed(String name, Duration elapsed) {
        return new TestCase(name, elapsed, Optional.empty(), "", false);
    }

    public static TestCase failed(String name, Duration elapsed, String message, String text) {
        return new TestCase(name, elapsed, Optional.of(new Failure(message, text)), "", false);
    }

    public static TestCase skipped(String name) {
        return new TestCase(name, Duration.ZERO, Optional.empty(), "", true);
    }

    public TestCase printing(String printed) {
        return new TestCase(name, elapsed, failure, printed, skipped);
    }
}
