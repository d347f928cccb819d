// SPDX-License-Identifier: Apache-2.0
package dev.dib.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dib.sandbox.Command;
import dev.dib.sandbox.HostCommands;
import dev.dib.sandbox.Outcome;
import dev.dib.sandbox.TestUser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A disk that is full at each step of a build: which is told with what to do, and nothing half made stays to keep it full. The
 * small file systems are in memory, in a mount namespace of their own.
 */
class FullDiskTest {

    private static final String MOUNT = """
            set -eu
            size=$1 places=$2
            shift 2
            for place in $places; do
                mount -t tmpfs -o "size=$size,mode=1777" tmpfs "$place"
            done
            exec "$@"
            """;

    static Stream<TestUser> users() throws Exception {
        return TestUser.all();
    }

    @ParameterizedTest
    @MethodSource("users")
    void isToldWithWhereAndWhatToDo(TestUser user) throws Exception {
        Path directory = user.directory().toRealPath();
        try {
            List<String> places = new ArrayList<>();
            for (FullDiskScenario scenario : FullDiskScenario.values()) {
                Path place = scenario.place(directory);
                Files.createDirectories(place);
                Files.setOwner(place.getParent(), Files.getOwner(directory));
                places.add(place.toString());
            }
            List<String> said = new ArrayList<>();
            Outcome outcome = new HostCommands().run(Command.of(line(user, directory, places)), said::add);
            String output = String.join("\n", said) + "\n";
            assertThat(outcome.succeeded()).as(output).isTrue();
            var softly = new SoftAssertions();
            for (FullDiskScenario scenario : FullDiskScenario.values()) {
                String start = "== " + scenario + "\n";
                String part = output.substring(output.indexOf(start) + start.length());
                softly.assertThat(part.split("\n== ", 2)[0].strip())
                        .as("%s, as %s", scenario, user)
                        .matches(scenario.message(directory))
                        .doesNotContain("\nleft: ");
            }
            softly.assertAll();
        } finally {
            TestUser.remove(directory);
        }
    }

    /** An ordinary user may mount in a user namespace, where they are root. */
    private static List<String> line(TestUser user, Path directory, List<String> places) throws Exception {
        List<String> line = new ArrayList<>(List.of("unshare", "--mount", "--propagation", "private"));
        if (!"root".equals(System.getProperty("user.name"))) {
            line.addAll(List.of("--user", "--map-root-user", "--map-auto"));
        }
        line.addAll(List.of("--", "bash", "-c", MOUNT, "mount", FullDiskScenario.SIZE, String.join(" ", places)));
        line.addAll(user.java(directory, FullDiskScenario.class, TinyImage.LIBRARIES, directory.toString()));
        return line;
    }
}
