// SPDX-License-Identifier: Apache-2.0
package dev.dib.base;

import dev.dib.tar.TarEntry;

/** Extended attributes that do not come along: a build labels anew, and the others only the kernel's own root may set. */
final class DroppedAttributes {

    private DroppedAttributes() {}

    /** @param keyword of a pax record */
    static boolean contains(String keyword) {
        return keyword.startsWith(TarEntry.ATTRIBUTE + "trusted.")
                || keyword.equals(TarEntry.ATTRIBUTE + "security.selinux");
    }
}
