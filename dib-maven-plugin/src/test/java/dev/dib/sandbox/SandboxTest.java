// SPDX-License-Identifier: Apache-2.0
package dev.dib.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SandboxTest {

    static Stream<Arguments> cases() throws Exception {
        return TestUser.all().flatMap(user -> Scenario.all().map(scenario -> Arguments.of(user, scenario)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("cases")
    void scenario(TestUser user, Scenario scenario) throws Exception {
        Path directory = user.directory();
        Path place = directory.resolve("place");
        try {
            Command mkdir = Command.of("mkdir", place.toString());
            new HostCommands().check(mkdir);
            if (user == TestUser.SELF) {
                scenario.run(place);
            } else {
                Files.setOwner(place, Files.getOwner(directory));
                new HostCommands()
                        .check(Command.of(user.java(directory, Scenario.class, scenario.name(), place.toString()))
                                .within(Duration.ofMinutes(1)));
            }
            try (Stream<Path> left = Files.list(place)) {
                assertThat(left).as("what %s leaves in its directory", scenario).isEmpty();
            }
            assertThat(Traces.processes(place.toString())).isEmpty();
        } finally {
            TestUser.remove(directory);
        }
    }
}
