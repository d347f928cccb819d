// SPDX-License-Identifier: Apache-2.0
package dev.dib.test;

import dev.dib.junit.JUnitReport;
import dev.dib.junit.TestCase;
import dev.dib.junit.TestSuite;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a test came to.
 *
 * @param spec what was asked for
 * @param results in the order of the spec; empty if a hook failed
 * @param failure why the element could not be run to its end
 * @param elapsed wall time, without that of the base
 */
public record ElementTestReport(
        ElementTestSpec spec, List<AssertionResult> results, Optional<String> failure, Duration elapsed) {

    public ElementTestReport {
        results = List.copyOf(results);
    }

    public boolean succeeded() {
        return failure.isEmpty() && results.stream().allMatch(AssertionResult::holds);
    }

    /** Every failure in full sentences, several lines; empty if there is none. */
    public String failureMessage() {
        List<AssertionResult> broken =
                results.stream().filter(result -> !result.holds()).toList();
        if (failure.isPresent() || broken.isEmpty()) {
            return failure.orElse("");
        }
        return broken.size() + " of " + results.size() + " assertions about the element '" + spec.element()
                + "' do not hold:\n"
                + broken.stream()
                        .map(result -> "  " + result.assertion().name() + ": "
                                + result.problem().orElse(""))
                        .collect(Collectors.joining("\n"));
    }

    /**
     * Writes {@code TEST-dib-test-<element>.xml}, in the format of JUnit: one test case for the hooks and one for each assertion.
     *
     * @return the file
     */
    public Path writeTo(Path directory) throws IOException {
        List<TestCase> cases = new ArrayList<>();
        cases.add(failure.map(text -> TestCase.failed(
                        "all hooks succeed", elapsed, text.lines().findFirst().orElse(""), text))
                .orElseGet(() -> TestCase.passed("all hooks succeed", elapsed)));
        for (AssertionResult result : results) {
            String name = result.assertion().name();
            cases.add(result.problem()
                    .map(text -> TestCase.failed(
                            name, result.elapsed(), text.lines().findFirst().orElse(""), text))
                    .orElseGet(() -> TestCase.passed(name, result.elapsed())));
        }
        spec.assertions().stream()
                .skip(results.size())
                .forEach(assertion -> cases.add(TestCase.skipped(assertion.name())));
        var suite = new TestSuite(
                "dib.test." + spec.element(), elapsed, Map.of("base", String.join(" ", spec.base())), cases);
        return JUnitReport.write(suite, directory, "TEST-dib-test-" + spec.element() + ".xml");
    }
}
