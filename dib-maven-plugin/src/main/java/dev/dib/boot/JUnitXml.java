// SPDX-License-Identifier: Apache-2.0
package dev.dib.boot;

import dev.dib.junit.JUnitReport;
import dev.dib.junit.TestCase;
import dev.dib.junit.TestSuite;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes boots in the format of JUnit's XML reports. */
public final class JUnitXml {

    private JUnitXml() {}

    /**
     * Writes {@code TEST-dib-boot-<name>.xml}: one test case for the wanted state and one for each assertion. Assertions
     * that were not run because the state was not reached count as skipped.
     *
     * @param directory made if it is missing
     * @return the file
     */
    public static Path write(BootReport report, Path directory) throws IOException {
        List<TestCase> cases = new ArrayList<>();
        cases.add(wantedState(report));
        report.assertions().forEach(result -> cases.add(assertion(result)));
        report.spec().assertions().stream()
                .skip(report.assertions().size())
                .forEach(left -> cases.add(TestCase.skipped(left.name())));
        String name = report.spec().name();
        return JUnitReport.write(
                new TestSuite("dib.boot." + name, report.elapsed(), properties(report), cases),
                directory,
                "TEST-dib-boot-" + name + ".xml");
    }

    private static Map<String, String> properties(BootReport report) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("firmware", report.spec().firmware().name());
        properties.put("accelerator", report.accelerator().name());
        report.milestones()
                .forEach((milestone, elapsed) -> properties.put(
                        "seconds to " + milestone.title(),
                        String.format(Locale.ROOT, "%.3f", elapsed.toMillis() / 1000.0)));
        properties.put("console", report.spec().console().toString());
        return properties;
    }

    private static TestCase wantedState(BootReport report) {
        String name = "reaches " + report.spec().wanted().description();
        return report.failure()
                .map(failure -> TestCase.failed(name, failure.waited(), failure.reason(), report.failureMessage()))
                .orElseGet(
                        () -> TestCase.passed(name, report.milestones().getOrDefault(Milestone.WANTED, Duration.ZERO)));
    }

    private static TestCase assertion(AssertionResult result) {
        String name = result.assertion().name();
        return result.problem()
                .map(problem -> TestCase.failed(
                        name,
                        result.elapsed(),
                        problem,
                        "command: " + result.assertion().command() + "\n" + problem))
                .orElseGet(() -> TestCase.passed(name, result.elapsed()))
                .printing(result.output());
    }
}
