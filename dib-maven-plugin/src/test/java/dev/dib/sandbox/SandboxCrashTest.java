// SPDX-License-Identifier: Apache-2.0
package dev.dib.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever ends the JVM, nothing of its sandbox stays. */
class SandboxCrashTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    static Stream<Arguments> cases() throws Exception {
        return TestUser.all()
                .flatMap(user -> Stream.of("KILL", "TERM", "INT", "HUP").map(signal -> Arguments.of(user, signal)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("cases")
    void nothingIsLeft(TestUser user, String signal) throws Exception {
        Path directory = user.directory();
        String sleep = Traces.uniqueSleep();
        // A terminal sends its signals to the whole process group; a shell may have left them ignored.
        List<String> line = new ArrayList<>(List.of("env", "--default-signal=HUP,INT,TERM", "setsid", "--"));
        line.addAll(user.java(directory, CrashingBuild.class, directory.toString(), sleep));
        Process build = new ProcessBuilder(line).redirectErrorStream(true).start();
        try (BufferedReader reader = build.inputReader()) {
            assertThat(reader.readLine()).isEqualTo("ready");
            assertThat(Traces.within(
                            SOON, () -> Traces.processes("sleep\0" + sleep).size() == 3))
                    .as("three processes sleep in the sandbox")
                    .isTrue();
            assertThat(Traces.mounts(directory.resolve("work").resolve("memory").toString()))
                    .isNotEmpty();
            assertThat(directory.resolve("work")).exists();

            new HostCommands().check(Command.of("bash", "-c", "kill -" + signal + " -- -" + build.pid()));

            assertThat(build.waitFor(SOON.toSeconds(), TimeUnit.SECONDS))
                    .as("the JVM ends")
                    .isTrue();
            assertThat(Traces.within(SOON, () -> Files.notExists(directory.resolve("work.sandbox-lock"))))
                    .as("the lock is removed, last of all")
                    .isTrue();
            assertThat(directory.resolve("work")).doesNotExist();
            assertThat(Traces.within(
                            SOON, () -> Traces.processes(directory.toString()).isEmpty()))
                    .as("the anchor ends")
                    .isTrue();
            assertThat(Traces.processes(sleep)).isEmpty();
            assertThat(Traces.mounts(directory.toString())).isEmpty();
        } finally {
            build.destroyForcibly();
            TestUser.remove(directory);
        }
    }

    static Stream<Arguments> moments() throws Exception {
        return TestUser.all().flatMap(user -> IntStream.range(0, 8).mapToObj(i -> Arguments.of(user, 60 * i)));
    }

    @ParameterizedTest(name = "{0} {1} ms after the first sign of the sandbox")
    @MethodSource("moments")
    void nothingIsLeftWhenKilledWhileItOpens(TestUser user, int delay) throws Exception {
        Path directory = user.directory();
        String sleep = Traces.uniqueSleep();
        Process build = new ProcessBuilder(user.java(directory, CrashingBuild.class, directory.toString(), sleep))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            assertThat(Traces.within(
                            SOON,
                            () -> !Traces.processes("dib-sandbox\0" + directory).isEmpty()))
                    .as("the anchor starts")
                    .isTrue();
            Thread.sleep(delay);
            build.destroyForcibly().waitFor();
            assertThat(Traces.within(
                            SOON, () -> Traces.processes(directory.toString()).isEmpty()))
                    .as("the anchor ends")
                    .isTrue();
            assertThat(Traces.processes(sleep)).isEmpty();
            assertThat(directory.resolve("work.sandbox-lock")).doesNotExist();
            assertThat(directory.resolve("work")).doesNotExist();
        } finally {
            build.destroyForcibly();
            TestUser.remove(directory);
        }
    }

    @Test
    void concurrentOpensOfNeighboursAllSucceed() throws Exception {
        Path directory = TestUser.SELF.directory();
        ExecutorService executor = Executors.newFixedThreadPool(6);
        try {
            List<Callable<List<String>>> builds = IntStream.range(0, 24)
                    .<Callable<List<String>>>mapToObj(i -> () -> {
                        try (Sandbox sandbox = Sandbox.open(SandboxSpec.of(directory.resolve("work." + i)))) {
                            return sandbox.lines(
                                    Command.of("sh", "-c", "touch mine && ls").in(sandbox.scratch()));
                        }
                    })
                    .toList();
            for (Future<List<String>> build : executor.invokeAll(builds)) {
                assertThat(build.get()).containsExactly("mine");
            }
            try (Stream<Path> left = Files.list(directory)) {
                assertThat(left).isEmpty();
            }
        } finally {
            executor.shutdownNow();
            TestUser.remove(directory);
        }
    }
}
