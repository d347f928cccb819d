// SPDX-License-Identifier: Apache-2.0
package dev.dib.base;

import java.io.IOException;

/** An image that contradicts its own format. */
final class DamagedImageException extends IOException {

    private static final long serialVersionUID = 1L;

    DamagedImageException(String message) {
        super(message);
    }
}
