// SPDX-License-Identifier: Apache-2.0
package dev.dib.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * Writes the first page of a swap space, which is all of it ({@code union swap_header} of the kernel): version, last page, no
 * bad pages, UUID and label from byte 1024, the magic at the end of the page.
 */
final class SwapSpace {

    /** That of amd64, and the usual one of arm64. */
    private static final int PAGE = 4096;

    private SwapSpace() {}

    static void write(DiskFile disk, Layout.Volume volume) throws IOException {
        ByteBuffer page = ByteBuffer.allocate(PAGE).order(ByteOrder.LITTLE_ENDIAN);
        UUID uuid = UUID.fromString(volume.fileSystem().uuid());
        page.position(1024);
        page.putInt(1).putInt((int) (volume.bytes() / PAGE - 1)).putInt(0);
        page.order(ByteOrder.BIG_ENDIAN).putLong(uuid.getMostSignificantBits()).putLong(uuid.getLeastSignificantBits());
        page.put(volume.fileSystem().label().getBytes(StandardCharsets.UTF_8));
        page.position(PAGE - 10);
        page.put("SWAPSPACE2".getBytes(StandardCharsets.US_ASCII));
        disk.write(volume.extent().offset(), page.rewind());
    }
}
