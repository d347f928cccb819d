// SPDX-License-Identifier: Apache-2.0
package dev.dib.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LinePumpTest {

    @Test
    void lineFeedCarriageReturnAndBothEndALine() {
        assertThat(lines("a\nb\r\nc\rd\n\ne\r\r\nf".getBytes(UTF_8)))
                .containsExactly("a", "b", "c", "d", "", "e", "", "f");
    }

    @Test
    void lastLineNeedsNoEnd() {
        assertThat(lines("a".getBytes(UTF_8))).containsExactly("a");
        assertThat(lines("a\n".getBytes(UTF_8))).containsExactly("a");
        assertThat(lines(new byte[0])).isEmpty();
    }

    @Test
    void invalidBytesAreReplaced() {
        assertThat(lines(new byte[] {'a', (byte) 0xff, 'b', '\n', (byte) 0xc3})).containsExactly("a\ufffdb", "\ufffd");
    }

    @Test
    void longLineComesInPiecesThatKeepCharactersWhole() {
        String line = "x".repeat(LinePump.LONGEST - 1) + "\ud83d\ude00" + "y".repeat(LinePump.LONGEST);
        List<String> pieces = lines((line + "\nz").getBytes(UTF_8));
        assertThat(pieces).hasSize(3).endsWith("z");
        assertThat(String.join("", pieces)).isEqualTo(line + "z");
        assertThat(pieces.get(0)).endsWith("\ud83d\ude00");
    }

    private static List<String> lines(byte[] bytes) {
        List<String> lines = new ArrayList<>();
        LinePump pump = new LinePump(Optional.empty(), lines::add, failure -> {
            throw failure;
        });
        pump.setProcessOutputStream(new ByteArrayInputStream(bytes));
        pump.start();
        pump.stop();
        return lines;
    }
}
