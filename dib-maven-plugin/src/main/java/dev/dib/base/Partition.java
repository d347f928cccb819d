// SPDX-License-Identifier: Apache-2.0
package dev.dib.base;

/**
 * An entry of a partition table.
 *
 * @param number as in the device name, from 1; 0 is the whole disk of an image without a table
 * @param offset in bytes
 * @param size in bytes
 * @param type a GUID in lower case, or two hexadecimal digits of an MBR; empty without a table
 * @param id its own GUID in lower case, or {@code disk-id} as Linux makes {@code PARTUUID}s of an MBR
 * @param name of a GPT; else empty
 */
record Partition(int number, long offset, long size, String type, String id, String name) {

    /** https://uapi-group.org/specifications/specs/discoverable_partitions_specification/ */
    private static final String ESP = "c12a7328-f81f-11d2-ba4b-00a0c93ec93b";

    private static final String EXTENDED_BOOT = "bc13c2ff-59e6-4262-a352-b275fd6f7172";

    static Partition wholeDisk(long size) {
        return new Partition(0, 0, size, "", "", "");
    }

    boolean isEsp() {
        return type.equals(ESP) || type.equals("ef");
    }

    boolean isExtendedBoot() {
        return type.equals(EXTENDED_BOOT);
    }

    boolean isRoot() {
        return RootPartitionTypes.GUIDS.contains(type);
    }

    @Override
    public String toString() {
        return number == 0 ? "the disk without partitions" : "partition " + number;
    }
}
