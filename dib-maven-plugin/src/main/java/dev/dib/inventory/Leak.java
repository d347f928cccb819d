// SPDX-License-Identifier: Apache-2.0
package dev.dib.inventory;

import java.time.Instant;

/**
 * A secret where none may be.
 *
 * @param file the path in the tree
 * @param variable the name of the variable that the secret is the value of
 * @param changed when the file was changed last
 */
public record Leak(String file, String variable, Instant changed) {}
