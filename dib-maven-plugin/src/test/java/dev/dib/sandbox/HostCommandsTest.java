// SPDX-License-Identifier: Apache-2.0
package dev.dib.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HostCommandsTest {

    private final HostCommands commands = new HostCommands();

    @Test
    void environmentIsExact() throws Exception {
        assertThat(commands.lines(Command.of("/usr/bin/env").withOnly(Map.of("A", "b = c", "PATH", "/none"))))
                .filteredOn(line -> !line.matches("(PWD|OLDPWD|SHLVL|_)=.*")) // the shell on the way may set these
                .containsExactlyInAnyOrder("A=b = c", "PATH=/none");
    }

    @Test
    void argumentsAreExact() throws Exception {
        assertThat(commands.lines(Command.of("printf", "%s\\n", "", " a  b ", "\"", "'\"'", "$HOME", "\\")))
                .containsExactly("", " a  b ", "\"", "'\"'", "$HOME", "\\");
    }

    @Test
    void directoryIsTheRootDirectoryUnlessNamed() throws Exception {
        assertThat(commands.lines(Command.of("pwd"))).containsExactly("/");
        assertThat(commands.lines(Command.of("pwd").in(Path.of("/usr")))).containsExactly("/usr");
        assertThatThrownBy(() -> commands.run(Command.of("pwd").in(Path.of("/no/such")), line -> {}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("/no/such: not a directory");
    }

    @Test
    void outputAndErrorKeepTheirOrder() throws Exception {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            expected.add("out" + i);
            expected.add("err" + i);
        }
        String script = "i=0; while [ $i -lt 200 ]; do echo out$i; echo err$i >&2; i=$((i+1)); done";
        assertThat(commands.lines(Command.of("sh", "-c", script))).isEqualTo(expected);
    }

    @Test
    void inputIsReadToItsEnd() throws Exception {
        assertThat(commands.lines(Command.of("cat").reading("a\né"))).containsExactly("a", "é");
        assertThat(commands.lines(Command.of("cat"))).isEmpty();
        assertThat(commands.run(Command.of("true").reading("x".repeat(1_000_000)), line -> {})
                        .succeeded())
                .as("a program that does not read its input")
                .isTrue();
    }

    @Test
    void statusIsKeptAndSignalsAreAddedTo128() throws Exception {
        assertThat(commands.run(Command.of("sh", "-c", "exit 3"), line -> {}).status())
                .isEqualTo(3);
        assertThat(commands.run(Command.of("sh", "-c", "kill -KILL $$"), line -> {})
                        .status())
                .isEqualTo(137);
        assertThatThrownBy(() -> commands.check(Command.of("sh", "-c", "echo why; exit 3")))
                .isInstanceOf(CommandFailedException.class)
                .hasMessageContaining("failed with status 3")
                .hasMessageContaining("why");
    }

    @Test
    void missingProgramIsNamed() {
        assertThatThrownBy(() -> commands.run(Command.of("no-such-program"), line -> {}))
                .isInstanceOfSatisfying(
                        ProgramNotFoundException.class,
                        e -> assertThat(e.program()).isEqualTo("no-such-program"));
        assertThatThrownBy(() -> commands.run(Command.of("/etc/passwd"), line -> {}))
                .isInstanceOf(ProgramNotFoundException.class);
    }

    @Test
    void limitEndsTheWholeTree() throws Exception {
        String sleep = Traces.uniqueSleep();
        Outcome outcome = commands.run(
                Command.of("bash", "-c", "sleep " + sleep + " & (sleep " + sleep + " &) ; sleep " + sleep + "; wait")
                        .within(Duration.ofSeconds(2)),
                line -> {});
        assertThat(outcome.timedOut()).isTrue();
        assertThat(outcome.succeeded()).isFalse();
        assertThat(outcome.elapsed()).isBetween(Duration.ofMillis(1900), Duration.ofSeconds(5));
        assertThat(Traces.processes(sleep)).isEmpty();
    }

    @Test
    void interruptionEndsTheWholeTree() throws Exception {
        String sleep = Traces.uniqueSleep();
        Thread caller = Thread.currentThread();
        Command command = Command.of("bash", "-c", "sleep " + sleep + " & echo started; wait");
        long start = System.nanoTime();
        assertThatThrownBy(() -> commands.run(command, line -> caller.interrupt()))
                .isInstanceOf(InterruptedException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        assertThat(Traces.processes(sleep)).isEmpty();
    }

    @Test
    void failureOfTheListenerEndsTheWholeTree() throws Exception {
        String sleep = Traces.uniqueSleep();
        Command command = Command.of("bash", "-c", "echo started; sleep " + sleep);
        assertThatThrownBy(() -> commands.run(command, line -> {
                    throw new IllegalStateException("enough");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("enough");
        assertThat(Traces.processes(sleep)).isEmpty();
    }

    @Test
    void daemonThatKeepsThePipeDoesNotHoldUpTheCaller() throws Exception {
        Outcome outcome = commands.run(Command.of("sh", "-c", "sleep 30 & echo $!"), line -> {});
        assertThat(outcome.status()).isZero();
        assertThat(outcome.elapsed()).isLessThan(Duration.ofSeconds(5));
        ProcessHandle.of(Long.parseLong(outcome.tail().get(0))).ifPresent(ProcessHandle::destroyForcibly);
    }

    @Test
    void tailIsTheLastLines() throws Exception {
        Outcome outcome = commands.run(Command.of("seq", "1000"), line -> {});
        assertThat(outcome.tail()).hasSize(Outcome.TAIL_LINES).endsWith("999", "1000");
    }

    @Test
    void rootDirectoryIsRefused() {
        assertThatThrownBy(() -> commands.run(Command.of("true").chroot(Path.of("/")), line -> {}))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
