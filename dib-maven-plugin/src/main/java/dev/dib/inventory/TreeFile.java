// SPDX-License-Identifier: Apache-2.0
package dev.dib.inventory;

import java.time.Instant;

/**
 * What is at a path of a root tree and is no directory.
 *
 * @param path absolute in the tree
 * @param changed its change time (ctime): when content, name or attributes were changed last
 * @param target where it leads to if it is a symbolic link, else empty
 */
public record TreeFile(String path, Instant changed, String target) {}
