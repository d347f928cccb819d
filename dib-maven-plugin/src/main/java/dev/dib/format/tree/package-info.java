// SPDX-License-Identifier: Apache-2.0
/** Formats of root trees: archives, container images, read-only file systems. All are made from one pax archive of the tree. */
package dev.dib.format.tree;
