// SPDX-License-Identifier: Apache-2.0
package dev.dib.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class TranscriptTest {

    private final Transcript transcript = new Transcript();

    @Test
    void handsOutLinesWhenTheyAreComplete() {
        assertThat(transcript.append("one\ntw")).containsExactly("one");
        assertThat(transcript.openLine()).isEqualTo("tw");
        assertThat(transcript.append("o\n\nthree\n")).containsExactly("two", "", "three");
        assertThat(transcript.openLine()).isEmpty();
    }

    @Test
    void findsATextOnce() {
        transcript.append("login: a login: b");
        Pattern login = Pattern.compile("login: .");
        assertThat(transcript.next(login)).map(MatchResult::group).contains("login: a");
        assertThat(transcript.next(login)).map(MatchResult::group).contains("login: b");
        assertThat(transcript.next(login)).isEmpty();
        assertThat(transcript.contains(login)).isTrue();
    }

    @Test
    void tailHasNoBlankLines() {
        transcript.append("a\n\nb\n  \nc\nopen");
        assertThat(transcript.tail(3)).containsExactly("b", "c", "open");
        assertThat(transcript.tail(10)).containsExactly("a", "b", "c", "open");
    }

    @Test
    void forgetsTheBeginningOfAnEndlessText() {
        String line = "x".repeat(999) + "\n";
        for (int i = 0; i < 5000; i++) {
            assertThat(transcript.append(line)).hasSize(1);
        }
        transcript.append("the end\nopen");
        assertThat(transcript.next(Pattern.compile("the end"))).isPresent();
        assertThat(transcript.openLine()).isEqualTo("open");
        assertThat(transcript.tail(10_000)).hasSizeLessThan(1100);
    }
}
