// SPDX-License-Identifier: Apache-2.0
package dev.dib.base;

import java.io.IOException;

/** A file system that was not unmounted: its journal holds what is not in it yet. */
final class JournalException extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient Volume volume;

    JournalException(Volume volume) {
        super(volume + " was not unmounted, and its journal is to be replayed");
        this.volume = volume;
    }

    Volume volume() {
        return volume;
    }
}
