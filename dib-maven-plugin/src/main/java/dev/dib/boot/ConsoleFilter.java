// SPDX-License-Identifier: Apache-2.0
package dev.dib.boot;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Turns what a terminal gets into plain text: takes out escape sequences (ECMA-48) and control characters, however they
 * are cut into pieces. A move of the cursor begins a new line, because that is what it looks like.
 */
final class ConsoleFilter {

    private enum State {
        TEXT,
        ESCAPE,
        CONTROL_SEQUENCE,
        OPERATING_SYSTEM_COMMAND,
        CHARACTER_SET
    }

    private static final char ESC = 0x1b;
    private static final char BEL = 0x07;

    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private ByteBuffer rest = ByteBuffer.allocate(0);
    private State state = State.TEXT;
    private boolean atLineStart = true;

    /** The text in the next bytes. */
    String filter(ByteBuffer bytes) {
        ByteBuffer input = ByteBuffer.allocate(rest.remaining() + bytes.remaining())
                .put(rest)
                .put(bytes);
        input.flip();
        CharBuffer characters = CharBuffer.allocate(input.remaining() + 1);
        decoder.decode(input, characters, false);
        rest = input.slice();
        characters.flip();
        StringBuilder text = new StringBuilder();
        while (characters.hasRemaining()) {
            take(characters.get(), text);
        }
        return text.toString();
    }

    private void take(char c, StringBuilder text) {
        switch (state) {
            case TEXT -> plain(c, text);
            case ESCAPE -> state = afterEscape(c);
            case CHARACTER_SET -> state = State.TEXT;
            case OPERATING_SYSTEM_COMMAND -> {
                if (c == BEL || c == ESC) { // ESC begins the terminator ESC \
                    state = c == ESC ? State.ESCAPE : State.TEXT;
                }
            }
            case CONTROL_SEQUENCE -> {
                if (c >= '@' && c <= '~') {
                    state = State.TEXT;
                    if ((c == 'H' || c == 'f') && !atLineStart) {
                        plain('\n', text);
                    }
                }
            }
        }
    }

    private static State afterEscape(char c) {
        return switch (c) {
            case '[' -> State.CONTROL_SEQUENCE;
            case ']', 'P', '^', '_' -> State.OPERATING_SYSTEM_COMMAND;
            case '(', ')', '*', '+', '#' -> State.CHARACTER_SET;
            default -> State.TEXT;
        };
    }

    private void plain(char c, StringBuilder text) {
        if (c == ESC) {
            state = State.ESCAPE;
        } else if (c == '\n' || c == '\t' || (c >= ' ' && c != 0x7f)) {
            text.append(c);
            atLineStart = c == '\n';
        }
    }
}
