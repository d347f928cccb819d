// SPDX-License-Identifier: Apache-2.0
package dev.dib.boot;

import java.io.IOException;

/** The guest did not do what was asked. Its message says what, one sentence without a full stop. */
class GuestException extends IOException {

    private static final long serialVersionUID = 1L;

    GuestException(String message) {
        super(message);
    }

    GuestException(String message, Throwable cause) {
        super(message, cause);
    }
}
