// SPDX-License-Identifier: Apache-2.0
package dev.dib.base;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Bytes that can be read anywhere: a disk, a partition. */
interface Blocks {

    /** How many there are. */
    long size();

    /**
     * Reads exactly what was asked for.
     *
     * @return little-endian, at position 0
     * @throws DamagedImageException if it is not all there
     */
    ByteBuffer read(long offset, int length) throws IOException;

    /** A part of these, with offsets of its own; cut where these end. */
    default Blocks part(long offset, long length) {
        Blocks whole = this;
        long start = Math.min(offset, size());
        long end = Math.min(length, size() - start);
        return new Blocks() {
            @Override
            public long size() {
                return end;
            }

            @Override
            public ByteBuffer read(long at, int count) throws IOException {
                if (at < 0 || count < 0 || at > end - count) {
                    throw new DamagedImageException("it refers to byte " + at + ", but has only " + end);
                }
                return whole.read(start + at, count);
            }
        };
    }
}
