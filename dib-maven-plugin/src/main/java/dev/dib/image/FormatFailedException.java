// SPDX-License-Identifier: Apache-2.0
package dev.dib.image;

import java.io.IOException;

/** A file of an image could not be made. */
public class FormatFailedException extends IOException {

    private static final long serialVersionUID = 1L;

    FormatFailedException(String format, Throwable cause) {
        super("The format '" + format + "' could not be made: " + reason(cause), cause);
    }

    private static String reason(Throwable cause) {
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }
}
