// SPDX-License-Identifier: Apache-2.0
package dev.dib.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SerialShellTest {

    private static final Duration PATIENCE = Duration.ofMillis(300);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    private FakeGetty guest;
    private Console console;

    private SerialShell login(String password, double noise, long seed) throws Exception {
        DuplexChannel[] ends = DuplexChannel.pair();
        guest = new FakeGetty(ends[1], "s3cret word", noise, seed);
        console = new Console(ends[0], directory.resolve("console.log"), line -> {}, line -> {});
        return SerialShell.login(console, Login.withPassword("dev", password), Deadline.in(LIMIT), PATIENCE);
    }

    @AfterEach
    void hangUp() throws IOException {
        guest.close();
        console.close();
    }

    @Test
    void runsCommandsWithStatusAndOutput() throws Exception {
        SerialShell shell = login("s3cret word", 0, 1);
        assertThat(shell.run("echo out; echo err >&2; exit 3", LIMIT))
                .extracting(CommandResult::status, CommandResult::output)
                .containsExactly(3, "out\nerr\n");
        assertThat(shell.run("true", LIMIT))
                .extracting(CommandResult::status, CommandResult::output)
                .containsExactly(0, "");
        assertThat(shell.run("printf 'no line feed: 7:0'", LIMIT).output()).isEqualTo("no line feed: 7:0");
        assertThat(shell.run("cat", LIMIT).status())
                .as("standard input is empty")
                .isZero();
    }

    @Test
    void commandsKeepEveryCharacter() throws Exception {
        SerialShell shell = login("s3cret word", 0, 1);
        String text = "it's \"quoted\" $HOME `id` \\n ! # * ~ ä€😀\ttab\nsecond line";
        assertThat(shell.run("cat <<'END'\n" + text + "\nEND", LIMIT).output()).isEqualTo(text + "\n");
    }

    @Test
    void commandsAndOutputsCanBeLong() throws Exception {
        SerialShell shell = login("s3cret word", 0, 1);
        String text = IntStream.range(0, 1500).mapToObj(Integer::toString).collect(Collectors.joining(" "));
        assertThat(shell.run("echo " + text, LIMIT).output()).isEqualTo(text + "\n");
        assertThat(shell.run("seq 100000", LIMIT).output())
                .hasSizeBetween(OutputTail.BYTES - 10, OutputTail.BYTES)
                .endsWith("99999\n100000\n");
    }

    @RepeatedTest(8)
    void kernelMessagesDoNotDisturb(RepetitionInfo repetition) throws Exception {
        SerialShell shell = login("s3cret word", 0.4, repetition.getCurrentRepetition());
        for (int i = 0; i < 5; i++) {
            assertThat(shell.run("echo answer " + i + "; exit " + i, LIMIT))
                    .extracting(CommandResult::status, CommandResult::output)
                    .containsExactly(i, "answer " + i + "\n");
        }
    }

    @Test
    void aCommandThatHangsIsEnded() throws Exception {
        SerialShell shell = login("s3cret word", 0, 1);
        assertThatThrownBy(() -> shell.run("sleep 1000", Duration.ofMillis(500)))
                .isInstanceOf(GuestException.class)
                .hasMessage("it did not end within 0.5 s");
        assertThat(shell.run("echo next", LIMIT).output()).isEqualTo("next\n");
    }

    @Test
    void aWrongPasswordIsToldAtOnce() {
        assertThatThrownBy(() -> login("wrong", 0, 1))
                .isInstanceOf(GuestException.class)
                .hasMessage("the serial console refuses the user 'dev' or the password");
    }

    @Test
    void theEndOfTheGuestIsTold() throws Exception {
        SerialShell shell = login("s3cret word", 0, 1);
        guest.close();
        assertThatThrownBy(() -> shell.run("true", LIMIT)).isInstanceOf(GuestException.class);
    }
}
