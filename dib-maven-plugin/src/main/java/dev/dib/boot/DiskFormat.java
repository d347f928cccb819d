// SPDX-License-Identifier: Apache-2.0
package dev.dib.boot;

import java.util.Locale;

/** Formats of disk images that a machine can be started from. */
public enum DiskFormat {
    RAW,
    QCOW2;

    /** The name that QEMU has for it. */
    public String qemuName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
