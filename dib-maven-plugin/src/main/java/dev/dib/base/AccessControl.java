// SPDX-License-Identifier: Apache-2.0
package dev.dib.base;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Access control lists in the form of the attribute {@code system.posix_acl_access}: see {@code acl(5)}. */
final class AccessControl {

    private static final int VERSION = 2;
    private static final int NO_ID = -1;

    private AccessControl() {}

    /** From the form that ext4 stores: only entries for a named user (2) or group (8) have an id. */
    static byte[] fromExt(byte[] stored) throws DamagedImageException {
        ByteBuffer in = ByteBuffer.wrap(stored).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer out = ByteBuffer.allocate(4 + 2 * stored.length).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(VERSION);
        if (stored.length < 4 || in.getInt() != 1) {
            throw new DamagedImageException("it has an access control list of an unknown form");
        }
        while (in.remaining() >= 4) {
            int tag = in.getShort();
            short permissions = in.getShort();
            boolean named = tag == 2 || tag == 8;
            if (named && in.remaining() < 4) {
                throw new DamagedImageException("it has a damaged access control list");
            }
            out.putShort((short) tag).putShort(permissions).putInt(named ? in.getInt() : NO_ID);
        }
        byte[] list = new byte[out.position()];
        out.get(0, list);
        return list;
    }
}
