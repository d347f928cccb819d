// SPDX-License-Identifier: Apache-2.0
package dev.dib.junit;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tests that belong together.
 *
 * @param name as that of a class: {@code dib.boot.my-image}
 * @param properties what else is worth knowing, in this order
 */
public record TestSuite(String name, Duration elapsed, Map<String, String> properties, List<TestCase> cases) {

    public TestSuite {
        properties = new LinkedHashMap<>(properties);
        cases = List.copyOf(cases);
    }

    long failures() {
        return cases.stream().filter(test -> test.failure().isPresent()).count();
    }

    long skipped() {
        return cases.stream().filter(TestCase::skipped).count();
    }
}
