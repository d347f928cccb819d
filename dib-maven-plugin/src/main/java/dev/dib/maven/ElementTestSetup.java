// SPDX-License-Identifier: Apache-2.0
package dev.dib.maven;

import dev.dib.problem.Problems;
import dev.dib.test.Assertion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** How an element is tested: {@code <test>} in the pom. */
public class ElementTestSetup {

    /** The elements of the base, such as debian-minimal. What they make is kept for the next test. */
    List<String> base = List.of();

    /** Further elements that run with the one under test. */
    List<String> elements = List.of();

    /** What is expected of the tree. */
    List<TestAssertion> assertions = List.of();

    /** Checks it. */
    List<Assertion> check() {
        var problems = new Problems();
        if (base.isEmpty()) {
            problems.add(
                    "test.base",
                    "is missing",
                    "name an element that brings an operating system, such as debian-minimal");
        }
        List<Assertion> checked = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < assertions.size(); i++) {
            String subject = "test.assertions[" + (i + 1) + "]";
            assertions.get(i).assertion(subject, problems).ifPresent(assertion -> {
                if (!names.add(assertion.name())) {
                    problems.add(subject, "is a second '" + assertion.name() + "'", "give it a name of its own");
                }
                checked.add(assertion);
            });
        }
        problems.throwIfAny();
        return checked;
    }
}
