// SPDX-License-Identifier: Apache-2.0
package dev.dib.boot;

/** The way by which commands reach the guest. */
public enum Channel {
    SSH,
    /** A login on the first serial port. */
    SERIAL
}
