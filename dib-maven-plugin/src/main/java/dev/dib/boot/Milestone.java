// SPDX-License-Identifier: Apache-2.0
package dev.dib.boot;

/** What a boot comes by, in this order. */
public enum Milestone {
    /** The first output of the firmware or of the boot loader. */
    FIRMWARE("firmware"),
    /** The first output that only a running kernel, or what it started, can write. */
    KERNEL("kernel"),
    /** The serial console asks for a user. */
    LOGIN_PROMPT("login prompt"),
    /** The user logged in by ssh, which is tried only if something needs it. */
    SSH("ssh"),
    /** The state that was wanted. */
    WANTED("wanted state");

    private final String title;

    Milestone(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }
}
