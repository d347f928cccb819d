// SPDX-License-Identifier: Apache-2.0
package dev.dib.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandTest {

    private static final List<String> PARTS =
            List.of("a", "Z", "0", " ", "'", "\"", "\\", "$", "`", "*", "~", ";", "é", "#");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void textIsReadBackByAShellAsTheSameWords(long seed) throws Exception {
        Random random = new Random(seed);
        List<String> words = IntStream.range(0, 30)
                .mapToObj(i -> random.ints(random.nextInt(6), 0, PARTS.size())
                        .mapToObj(PARTS::get)
                        .reduce("", String::concat))
                .toList();
        String quoted = Command.of(words).toString();
        assertThat(new HostCommands().lines(Command.of("sh", "-c", "printf '%s\\n' " + quoted)))
                .isEqualTo(words);
    }

    @Test
    void plainWordsAreNotQuoted() {
        assertThat(Command.of("mke2fs", "-t", "ext4", "-E", "offset=1,x:/y").toString())
                .isEqualTo("mke2fs -t ext4 -E offset=1,x:/y");
    }

    @Test
    void eachWitherChangesOneThing() {
        Command command = Command.of("true")
                .in(Path.of("/a"))
                .chroot(Path.of("/b"))
                .within(Duration.ofSeconds(3))
                .reading("text")
                .with("A", "1")
                .with(Map.of("B", "2"));
        assertThat(command.directory()).contains(Path.of("/a"));
        assertThat(command.root()).contains(Path.of("/b"));
        assertThat(command.limit()).contains(Duration.ofSeconds(3));
        assertThat(command.input()).contains("text");
        assertThat(command.environment())
                .containsKeys("PATH", "TZ", "LC_ALL")
                .containsEntry("A", "1")
                .containsEntry("B", "2");
        assertThat(command.withOnly(Map.of("C", "3")).environment()).containsOnlyKeys("C");
    }

    @Test
    void emptyLineIsRefused() {
        assertThatThrownBy(() -> Command.of(List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
