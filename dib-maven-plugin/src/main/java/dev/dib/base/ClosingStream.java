// SPDX-License-Identifier: Apache-2.0
package dev.dib.base;

import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that closes something else when it is closed. */
final class ClosingStream extends FilterInputStream {

    private final Closeable also;

    ClosingStream(InputStream in, Closeable also) {
        super(in);
        this.also = also;
    }

    @Override
    public void close() throws IOException {
        try {
            super.close();
        } finally {
            also.close();
        }
    }
}
