// SPDX-License-Identifier: Apache-2.0
package dev.dib.tar;

import java.io.IOException;

/** An archive that contradicts its own format, or that may not be read. */
public final class DamagedArchiveException extends IOException {

    private static final long serialVersionUID = 1L;

    public DamagedArchiveException(String message) {
        super(message);
    }
}
