// SPDX-License-Identifier: Apache-2.0
package dev.dib.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsoleTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<String> openLines = new CopyOnWriteArrayList<>();
    private DuplexChannel guest;
    private Path log;
    private Console console;

    @BeforeEach
    void connect() throws IOException {
        DuplexChannel[] ends = DuplexChannel.pair();
        guest = ends[1];
        log = Files.writeString(directory.resolve("console.log"), "of the run before, and longer");
        console = new Console(ends[0], log, lines::add, openLines::add);
    }

    @AfterEach
    void hangUp() throws IOException {
        console.close();
        guest.close();
    }

    @Test
    void logsEveryByteAndUnderstandsTheText() throws Exception {
        guest.print("\u001b[32mone\u001b[0m\r\ntwo: ");
        assertThat(console.await(Pattern.compile("two: "), Deadline.in(LONG))).isPresent();
        console.close();
        assertThat(log).hasContent("\u001b[32mone\u001b[0m\r\ntwo: ");
        assertThat(lines).containsExactly("one");
        assertThat(openLines).last().isEqualTo("two: ");
    }

    @Test
    void waitsForWhatIsNotThereYet() throws Exception {
        var late = new Thread(() -> {
            try {
                Thread.sleep(100);
                guest.print("here");
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        late.start();
        assertThat(console.await(Pattern.compile("here"), Deadline.in(LONG))).isPresent();
        late.join();
    }

    @Test
    void givesUpAtTheDeadline() throws Exception {
        guest.print("something");
        assertThat(console.await(Pattern.compile("else"), Deadline.in(Duration.ofMillis(100))))
                .isEmpty();
    }

    @Test
    void looksAtTheWholeWithoutTakingAnythingAway() throws Exception {
        guest.print("a b");
        assertThat(console.await(Pattern.compile("b"), Deadline.in(LONG))).isPresent();
        assertThat(console.awaitAnywhere(Pattern.compile("a"), Deadline.in(LONG)))
                .isTrue();
    }

    @Test
    void theEndOfTheMachineEndsTheWaiting() throws Exception {
        guest.print("last words");
        guest.close();
        assertThatThrownBy(() -> console.await(Pattern.compile("login:"), Deadline.in(LONG)))
                .isInstanceOf(GuestException.class)
                .hasMessage("the machine is gone");
        assertThat(console.tail(25)).containsExactly("last words");
    }

    @Test
    void sendsToTheGuest() throws Exception {
        console.send("root\r");
        var buffer = java.nio.ByteBuffer.allocate(10);
        guest.read(buffer);
        assertThat(new String(buffer.array(), 0, buffer.position(), java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo("root\r");
    }
}
