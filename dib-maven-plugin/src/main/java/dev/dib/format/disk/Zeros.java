// SPDX-License-Identifier: Apache-2.0
package dev.dib.format.disk;

import java.nio.ByteBuffer;

/** Finds what need not be stored. */
final class Zeros {

    private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(1 << 16).asReadOnlyBuffer();

    private Zeros() {}

    /** Whether the remaining bytes are all zero. The JVM compares with vector instructions. */
    static boolean only(ByteBuffer buffer) {
        for (int at = buffer.position(); at < buffer.limit(); at += ZEROS.capacity()) {
            int length = Math.min(ZEROS.capacity(), buffer.limit() - at);
            if (buffer.slice(at, length).mismatch(ZEROS.slice(0, length)) >= 0) {
                return false;
            }
        }
        return true;
    }
}
