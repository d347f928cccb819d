// SPDX-License-Identifier: Apache-2.0
package dev.dib.sandbox;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Something that a sandbox has to do, whoever opens it. */
interface Scenario {

    /**
     * Does it and checks.
     *
     * @param directory empty, and to be left empty
     */
    void run(Path directory) throws Exception;

    String name();

    static Stream<Scenario> all() {
        return Stream.of(ProcessScenario.values(), TreeScenario.values()).flatMap(Stream::of);
    }

    static Sandbox open(Path directory) throws IOException, InterruptedException {
        return Sandbox.open(SandboxSpec.of(directory.resolve("work")).withTmpfs(Path.of("mem"), "64m"));
    }

    /** Runs one: its name and its directory are the arguments. */
    static void main(String... arguments) throws Exception {
        all().filter(scenario -> scenario.name().equals(arguments[0]))
                .findFirst()
                .orElseThrow()
                .run(Path.of(arguments[1]));
    }
}
