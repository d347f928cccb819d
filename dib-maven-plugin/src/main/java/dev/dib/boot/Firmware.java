// SPDX-License-Identifier: Apache-2.0
package dev.dib.boot;

/** What starts a machine. */
public enum Firmware {
    /** SeaBIOS, which QEMU brings. */
    BIOS,
    /** OVMF, without Secure Boot. */
    UEFI
}
