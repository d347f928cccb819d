// SPDX-License-Identifier: Apache-2.0
package dev.dib.boot;

import java.time.Duration;

/**
 * How a command in the guest ended.
 *
 * @param status its exit status; -1 if it was not known, as after a signal over ssh
 * @param output standard output and standard error, at most the last 32 KiB, lines ended by a line feed
 */
public record CommandResult(int status, String output, Duration elapsed) {}
