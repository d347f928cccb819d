// SPDX-License-Identifier: Apache-2.0
/**
 * Tar archives of root trees: the pax interchange format of POSIX.1-2017 (utility pax), and what GNU tar has added for long names and
 * large numbers. A library for all kinds of tar takes names and values of extended attributes for text, which they need not be:
 * here each is bytes, kept as ISO 8859-1 characters, and comes out as it came in.
 */
package dev.dib.tar;
