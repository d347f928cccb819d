// SPDX-License-Identifier: Apache-2.0
package dev.dib.boot;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Why a guest did not reach the wanted state.
 *
 * @param awaited what was waited for
 * @param waited since the start of the machine
 * @param reason what went wrong, one sentence without a full stop
 * @param consoleTail the last lines on the console, at most {@value #TAIL_LINES}
 * @param console the file with all of them
 */
public record BootFailure(String awaited, Duration waited, String reason, List<String> consoleTail, Path console) {

    public static final int TAIL_LINES = 25;

    public BootFailure {
        consoleTail = List.copyOf(consoleTail);
    }
}
