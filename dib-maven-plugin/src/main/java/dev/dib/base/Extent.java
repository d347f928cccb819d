// SPDX-License-Identifier: Apache-2.0
package dev.dib.base;

/**
 * Blocks of a file that lie together. Blocks of a file that no extent has are zeros.
 *
 * @param logical the first one, counted in the file
 * @param physical the same one, counted in the file system
 * @param count how many
 */
record Extent(long logical, long physical, long count) {}
