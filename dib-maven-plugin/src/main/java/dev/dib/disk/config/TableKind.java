// SPDX-License-Identifier: Apache-2.0
package dev.dib.disk.config;

import java.util.Locale;

/** The kinds of partition tables. */
public enum TableKind {
    /** Master boot record with extended partition (the PC's table of 1983). */
    MBR,
    /** GUID partition table (UEFI specification, chapter 5). */
    GPT;

    /** As it is written in a configuration and in {@code DIB_PARTITION_TABLE}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
