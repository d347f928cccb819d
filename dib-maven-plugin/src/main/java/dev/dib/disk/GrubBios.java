// SPDX-License-Identifier: Apache-2.0
package dev.dib.disk;

import dev.dib.disk.config.TableKind;
import dev.dib.problem.Problem;
import dev.dib.problem.ProblemException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/**
 * Makes a disk boot with GRUB from a BIOS, as {@code grub-bios-setup} does: the code of {@code boot.img} goes to sector 0 and
 * {@code core.img} to the BIOS boot partition of a GPT, or to the gap before the first partition of an MBR. Both are told
 * where the rest is. Fields: {@code grub-core/boot/i386/pc/boot.S} and {@code diskboot.S} of GRUB.
 */
final class GrubBios {

    private static final int SECTOR = 512;

    /** In boot.img: the first sector of the core image. */
    private static final int KERNEL_SECTOR = 0x5c;

    /** In boot.img: the drive to boot from; 0xff is the one that the BIOS booted. */
    private static final int BOOT_DRIVE = 0x64;

    /** In boot.img: a jump that grub-bios-setup removes for hard disks. */
    private static final int DRIVE_CHECK = 0x66;

    private static final byte NOP = (byte) 0x90;

    /** In the first sector of core.img: first sector and number of sectors of what follows it. */
    private static final int BLOCK_LIST = SECTOR - 12;

    private GrubBios() {}

    /** Where the core image goes; empty if the disk has no place for it. */
    static Optional<Extent> place(Layout layout) {
        if (layout.sectorSize() != SECTOR || layout.plan().table().isEmpty()) {
            return Optional.empty();
        }
        if (layout.plan().table().get().kind() == TableKind.GPT) {
            return layout.biosBoot().map(Layout.Placed::extent);
        }
        long first = layout.partitions().stream()
                .mapToLong(placed -> placed.extent().offset())
                .min()
                .orElse(layout.size());
        long end = layout.extended()
                .map(extended -> Math.min(first, extended.offset()))
                .orElse(first);
        return end > SECTOR ? Optional.of(new Extent(SECTOR, end - SECTOR)) : Optional.empty();
    }

    /**
     * Writes both images.
     *
     * @param boot the bytes of boot.img
     * @param core the bytes of core.img, as grub-mkimage made it
     * @throws ProblemException if they are no such images, or the place is too small
     */
    static void embed(DiskFile disk, Extent place, byte[] boot, byte[] core) throws IOException {
        if (boot.length != SECTOR || core.length < 2 * SECTOR) {
            throw new ProblemException(new Problem(
                    "/boot/grub/i386-pc",
                    "boot.img (" + boot.length + " bytes) and core.img (" + core.length
                            + " bytes) are not images of GRUB",
                    "have them made by the element bootloader"));
        }
        int sectors = (core.length + SECTOR - 1) / SECTOR;
        if ((long) sectors * SECTOR > place.bytes()) {
            throw new ProblemException(new Problem(
                    "/boot/grub/i386-pc/core.img",
                    "its " + sectors + " sectors do not fit into the " + place.bytes() / SECTOR
                            + " that are there for it",
                    "make the BIOS boot partition larger, or the alignment of the MBR"));
        }
        long first = place.offset() / SECTOR;
        ByteBuffer image =
                ByteBuffer.wrap(Arrays.copyOf(core, sectors * SECTOR)).order(ByteOrder.LITTLE_ENDIAN);
        image.putLong(BLOCK_LIST, first + 1).putShort(BLOCK_LIST + 8, (short) (sectors - 1));
        disk.write(place.offset(), image);

        ByteBuffer code =
                ByteBuffer.wrap(Arrays.copyOf(boot, MasterBootRecord.CODE)).order(ByteOrder.LITTLE_ENDIAN);
        code.putLong(KERNEL_SECTOR, first)
                .put(BOOT_DRIVE, (byte) 0xff)
                .put(DRIVE_CHECK, NOP)
                .put(DRIVE_CHECK + 1, NOP);
        disk.write(0, code);
    }
}
