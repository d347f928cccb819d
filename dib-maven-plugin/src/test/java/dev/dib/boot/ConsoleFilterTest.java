// SPDX-License-Identifier: Apache-2.0
package dev.dib.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsoleFilterTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "plain|plain",
                "[\\e[0;32m  OK  \\e[0m] Started|[  OK  ] Started",
                "one\\r\\ntwo|one\\ntwo",
                "menu\\e[5;78Hentry|menu\\nentry",
                "\\e[?2004hdev$ |dev$ ",
                "\\e]0;title\\aprompt|prompt",
                "\\e]0;title\\e\\\\prompt|prompt",
                "\\e(Bx|x",
                "a\\0b|ab",
            })
    void takesOutWhatIsNotText(String input, String expected) {
        assertThat(filter(unescaped(input).getBytes(StandardCharsets.UTF_8), new Random(1), 1000))
                .isEqualTo(unescaped(expected));
    }

    @RepeatedTest(50)
    void doesNotMindHowTheBytesAreCut(RepetitionInfo repetition) {
        var random = new Random(repetition.getCurrentRepetition());
        String[] pieces = {
            "x", "ä", "€", "😀", "\u001b[1;31m", "\u001b[2J", "\u001b[10;5H", "\r\n", "\n", "\u001b]0;t\u0007"
        };
        var text = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            text.append(pieces[random.nextInt(pieces.length)]);
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        assertThat(filter(bytes, random, 4)).isEqualTo(filter(bytes, random, 10_000));
    }

    @RepeatedTest(50)
    void takesAnyBytes(RepetitionInfo repetition) {
        var random = new Random(repetition.getCurrentRepetition());
        byte[] bytes = new byte[500];
        random.nextBytes(bytes);
        assertThat(filter(bytes, random, 7)).doesNotContain("\u001b", "\r", "\0");
    }

    private static String filter(byte[] bytes, Random random, int longest) {
        var filter = new ConsoleFilter();
        var text = new StringBuilder();
        for (int i = 0; i < bytes.length; ) {
            int end = Math.min(bytes.length, i + 1 + random.nextInt(longest) + (longest > 500 ? bytes.length : 0));
            text.append(filter.filter(ByteBuffer.wrap(Arrays.copyOfRange(bytes, i, end))));
            i = end;
        }
        return text.toString();
    }

    private static String unescaped(String text) {
        return text.replace("\\e", "\u001b")
                .replace("\\a", "\u0007")
                .replace("\\0", "\0")
                .replace("\\r", "\r")
                .replace("\\n", "\n")
                .replace("\\\\", "\\");
    }
}
