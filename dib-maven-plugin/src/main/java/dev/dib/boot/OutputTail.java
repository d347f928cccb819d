// SPDX-License-Identifier: Apache-2.0
package dev.dib.boot;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Keeps the last 32 KiB that are written to it. */
final class OutputTail extends OutputStream {

    static final int BYTES = 32 << 10;

    private final byte[] ring = new byte[BYTES];
    private long written;

    @Override
    public synchronized void write(int b) {
        ring[(int) (written++ % BYTES)] = (byte) b;
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            write(bytes[i]);
        }
    }

    synchronized String text() {
        int length = (int) Math.min(written, BYTES);
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = ring[(int) ((written - length + i) % BYTES)];
        }
        return new String(bytes, StandardCharsets.UTF_8).replace("\r\n", "\n");
    }
}
