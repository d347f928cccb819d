// SPDX-License-Identifier: Apache-2.0
package dev.dib.boot;

/** How the guest's instructions shall be run. */
public enum Acceleration {
    /**
     * KVM if a guest's kernel was seen running with it on this host since it was booted, software emulation otherwise.
     * The first boot tries KVM and goes on with software emulation if no kernel shows up.
     */
    AUTO,
    /** Software emulation: runs everywhere, some ten times slower. */
    TCG,
    /** The processor's own virtualisation, with no way back. */
    KVM
}
