// SPDX-License-Identifier: Apache-2.0
package dev.dib.format;

import java.nio.ByteBuffer;

/** Finds what need not be stored. */
final class Zeros {

    private Zeros() {}

    /** Whether the remaining bytes are all zero. */
    static boolean only(ByteBuffer buffer) {
        int at = buffer.position();
        for (; at + Long.BYTES <= buffer.limit(); at += Long.BYTES) {
            if (buffer.getLong(at) != 0) {
                return false;
            }
        }
        for (; at < buffer.limit(); at++) {
            if (buffer.get(at) != 0) {
                return false;
            }
        }
        return true;
    }
}
