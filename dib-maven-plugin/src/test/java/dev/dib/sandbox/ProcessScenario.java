// SPDX-License-Identifier: Apache-2.0
package dev.dib.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** What a sandbox does with processes. */
enum ProcessScenario implements Scenario {
    UID_IS_0_AND_PROCESSES_ARE_PRIVATE {
        @Override
        public void run(Path directory) throws Exception {
            try (Sandbox sandbox = Scenario.open(directory)) {
                assertThat(sandbox.lines(Command.of("id", "-u"))).containsExactly("0");
                assertThat(sandbox.lines(Command.of("sh", "-c", "set -- /proc/[0-9]*; echo $#")))
                        .as("PID 1 and sh")
                        .containsExactly("2");
                assertThat(sandbox.run(Command.of("sh", "-c", "exec 3</dev/tty"), line -> {})
                                .status())
                        .as("opening the terminal")
                        .isNotZero();
            }
        }
    },

    WITHOUT_NETWORK_THERE_IS_ONLY_A_LOOPBACK_OF_ITS_OWN {
        @Override
        public void run(Path directory) throws Exception {
            String server = "exec 3<>/dev/tcp/127.0.0.1/";
            try (var listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                String connect = server + listening.getLocalPort();
                try (Sandbox sandbox = Scenario.open(directory)) {
                    sandbox.check(Command.of("bash", "-c", connect));
                }
                SandboxSpec spec = SandboxSpec.of(directory.resolve("work")).withoutNetwork();
                try (Sandbox sandbox = Sandbox.open(spec)) {
                    assertThat(sandbox.run(Command.of("bash", "-c", connect), line -> {})
                                    .status())
                            .as("a server of the host")
                            .isNotZero();
                    assertThat(sandbox.lines(
                                    Command.of("sh", "-c", "tail -n +3 /proc/net/dev | cut -d : -f 1 | tr -d ' '")))
                            .as("interfaces")
                            .contains("lo")
                            .doesNotContain("eth0");
                    Outcome refused = sandbox.run(Command.of("bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/9"), line -> {});
                    assertThat(refused.tail())
                            .as("a port that nobody listens on, of an interface that is up")
                            .anyMatch(line -> line.contains("Connection refused"));
                }
            }
        }
    },

    ENVIRONMENT_DIRECTORY_AND_ARGUMENTS_ARE_EXACT {
        @Override
        public void run(Path directory) throws Exception {
            try (Sandbox sandbox = Scenario.open(directory)) {
                Path place = sandbox.scratch().resolve("a place");
                sandbox.check(Command.of("mkdir", place.toString()));
                List<String> lines = sandbox.lines(Command.of(
                                "bash", "-c", "printf '%s\\n' \"$PWD\" \"$@\"", "sh", "", "a b", "\"'\\$x", "-n", "é")
                        .in(place));
                assertThat(lines).containsExactly(place.toString(), "", "a b", "\"'\\$x", "-n", "é");
                assertThat(sandbox.lines(Command.of("/usr/bin/env").withOnly(Map.of("A", "b c", "PATH", "/x"))))
                        .contains("A=b c", "PATH=/x")
                        .allMatch(line -> line.matches("(A|PATH|PWD|SHLVL|_)=.*"));
            }
        }
    },

    STATUS_IS_THAT_OF_THE_COMMAND {
        @Override
        public void run(Path directory) throws Exception {
            try (Sandbox sandbox = Scenario.open(directory)) {
                assertThat(sandbox.run(Command.of("sh", "-c", "exit 42"), line -> {})
                                .status())
                        .isEqualTo(42);
                assertThat(sandbox.run(Command.of("sh", "-c", "kill -TERM $$"), line -> {})
                                .status())
                        .isEqualTo(128 + 15);
                Outcome missing = sandbox.run(Command.of("no-such-program"), line -> {});
                assertThat(missing.status()).isEqualTo(127);
                assertThat(missing.tail()).anyMatch(line -> line.contains("no-such-program"));
            }
        }
    },

    LIMIT_ENDS_THE_WHOLE_TREE {
        @Override
        public void run(Path directory) throws Exception {
            String sleep = Traces.uniqueSleep();
            String script = "sleep " + sleep + " & (setsid sleep " + sleep + " &) ; sleep " + sleep + "; wait";
            try (Sandbox sandbox = Scenario.open(directory)) {
                Outcome outcome =
                        sandbox.run(Command.of("bash", "-c", script).within(Duration.ofSeconds(2)), line -> {});
                assertThat(outcome.timedOut()).isTrue();
                assertThat(outcome.elapsed()).isLessThan(Duration.ofSeconds(5));
                assertThat(sandbox.processes())
                        .as("only what became a daemon before the limit")
                        .hasSizeLessThanOrEqualTo(1)
                        .allMatch(process -> process.commandLine().equals("sleep " + sleep));
            }
            assertThat(Traces.processes(sleep)).isEmpty();
        }
    },

    INTERRUPTION_ENDS_THE_WHOLE_TREE {
        @Override
        public void run(Path directory) throws Exception {
            String sleep = Traces.uniqueSleep();
            try (Sandbox sandbox = Scenario.open(directory)) {
                Thread caller = Thread.currentThread();
                Command command = Command.of("bash", "-c", "sleep " + sleep + " & echo started; wait");
                assertThatThrownBy(() -> sandbox.run(command, line -> caller.interrupt()))
                        .isInstanceOf(InterruptedException.class);
                assertThat(sandbox.processes()).isEmpty();
            }
        }
    },

    DAEMONS_ARE_FOUND_AND_KILLED {
        @Override
        public void run(Path directory) throws Exception {
            String sleep = Traces.uniqueSleep();
            // Each step of the way has another command line: wait for the last.
            String script = "(setsid sleep " + sleep + " >/dev/null 2>&1 &);"
                    + " until grep -qsx sleep /proc/[0-9]*/comm; do :; done";
            Command daemon = Command.of("bash", "-c", script);
            try (Sandbox sandbox = Scenario.open(directory)) {
                sandbox.check(daemon);
                assertThat(sandbox.processes())
                        .extracting(ProcessInfo::commandLine)
                        .containsExactly("sleep " + sleep);
                assertThat(sandbox.killAll())
                        .extracting(ProcessInfo::commandLine)
                        .containsExactly("sleep " + sleep);
                assertThat(sandbox.processes()).isEmpty();
                sandbox.check(daemon);
                assertThat(sandbox.end()).extracting(ProcessInfo::commandLine).containsExactly("sleep " + sleep);
                assertThat(sandbox.end()).as("the second end").isEmpty();
            }
            assertThat(Traces.processes(sleep)).isEmpty();
        }
    },

    LARGE_OUTPUT_STREAMS {
        @Override
        public void run(Path directory) throws Exception {
            AtomicLong characters = new AtomicLong();
            try (Sandbox sandbox = Scenario.open(directory)) {
                Outcome outcome = sandbox.check(
                        Command.of("sh", "-c", "yes 0123456789012345678901234567890123456789 | head -c 104857600"),
                        line -> characters.addAndGet(line.length() + 1L));
                assertThat(outcome.tail()).hasSize(Outcome.TAIL_LINES);
            }
            assertThat(characters.get()).isBetween(104_857_600L, 104_857_601L);
        }
    };
}
