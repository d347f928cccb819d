// SPDX-License-Identifier: Apache-2.0
package dev.dib.element;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dib.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.io.TempDir;

/** What holds for every graph of elements, tried with graphs made by a generator whose seed is the repetition's number. */
class ElementGraphPropertyTest {

    private static final int SIZE = 9;

    @TempDir
    private Path directory;

    @RepeatedTest(100)
    void theOutcomeDoesNotDependOnOrderAndIsClosed(RepetitionInfo repetition) throws IOException {
        var random = new Random(repetition.getCurrentRepetition());
        var folders = new Folders(directory).element("os", "", "operating-system");
        for (int i = 0; i < SIZE; i++) {
            folders.element("e" + i, names(random, 3), random.nextInt(4) == 0 ? names(random, 1) : "");
        }
        ElementPath path = folders.path();
        List<String> wanted = new ArrayList<>(List.of("os", "e" + random.nextInt(SIZE), "e" + random.nextInt(SIZE)));

        Object first = outcome(wanted, path);

        for (int i = 0; i < 5; i++) {
            Collections.shuffle(wanted, random);
            assertThat(outcome(wanted, path)).as("%s", wanted).isEqualTo(first);
        }
        if (first instanceof List<?> elements && elements.get(0) instanceof Element) {
            assertClosed(elements.stream().map(Element.class::cast).toList(), wanted);
        }
    }

    private static Object outcome(List<String> wanted, ElementPath path) {
        try {
            return ElementGraph.expand(wanted, path);
        } catch (ProblemException e) {
            return e.problems();
        }
    }

    private static void assertClosed(List<Element> elements, List<String> wanted) {
        Set<String> provided = new HashSet<>();
        Set<String> names = new HashSet<>();
        for (Element element : elements) {
            names.add(element.name());
            for (String name : element.provides()) {
                assertThat(name.equals(element.name()) || provided.add(name))
                        .as("%s provided once", name)
                        .isTrue();
            }
        }
        assertThat(names).containsAll(wanted).doesNotContainAnyElementsOf(provided);
        for (Element element : elements) {
            assertThat(element.dependencies())
                    .as("%s", element)
                    .allMatch(name -> names.contains(name) || provided.contains(name));
        }
        assertThat(elements).isSortedAccordingTo((a, b) -> a.name().compareTo(b.name()));
    }

    private static String names(Random random, int atMost) {
        var names = new StringBuilder();
        for (int i = random.nextInt(atMost + 1); i > 0; i--) {
            names.append(names.isEmpty() ? "" : " ").append("e").append(random.nextInt(SIZE));
        }
        return names.toString();
    }
}
