// SPDX-License-Identifier: Apache-2.0
package dev.dib.boot;

/** What runs the guest's instructions. */
public enum Accelerator {
    TCG,
    KVM
}
