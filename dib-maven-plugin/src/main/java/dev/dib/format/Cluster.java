// SPDX-License-Identifier: Apache-2.0
package dev.dib.format;

/**
 * A cluster of the disk that is not all zero.
 *
 * @param number from the start of the disk
 * @param data compressed if it is shorter than a cluster
 */
record Cluster(long number, byte[] data) {}
