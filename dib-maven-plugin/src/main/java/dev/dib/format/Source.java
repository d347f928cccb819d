// SPDX-License-Identifier: Apache-2.0
package dev.dib.format;

/** What a format is made from. */
public enum Source {
    /** The disk: its raw bytes. */
    DISK,
    /** The root tree: a pax archive of it, as {@link TreeArchive} makes it. */
    TREE
}
