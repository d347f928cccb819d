// SPDX-License-Identifier: Apache-2.0
package dev.dib.boot;

import java.nio.file.Path;

/** Remembers whether KVM runs guests on this host. */
public final class KvmVerdicts {

    private final Path file;

    public KvmVerdicts(Path file) {
        this.file = file;
    }

    Path file() {
        return file;
    }
}
