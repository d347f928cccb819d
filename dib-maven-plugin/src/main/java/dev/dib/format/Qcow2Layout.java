// SPDX-License-Identifier: Apache-2.0
package dev.dib.format;

/**
 * Where the tables of an image are. In this order: header, L1 table, L2 tables, clusters, refcount table, refcount blocks; the
 * last two at the end because only there is known how much they have to count.
 *
 * @param diskSize bytes of the disk
 */
record Qcow2Layout(long diskSize) {

    private static final int ENTRIES = Qcow2Writer.CLUSTER / Long.BYTES;

    long guestClusters() {
        return clusters(diskSize);
    }

    int l1Entries() {
        return (int) ((guestClusters() + ENTRIES - 1) / ENTRIES);
    }

    long l1Offset() {
        return Qcow2Writer.CLUSTER;
    }

    long l2Offset(int index) {
        return l1Offset()
                + clusters((long) l1Entries() * Long.BYTES) * Qcow2Writer.CLUSTER
                + (long) index * Qcow2Writer.CLUSTER;
    }

    /** Where clusters of the guest begin. */
    long dataOffset() {
        return l2Offset(l1Entries());
    }

    static long clusters(long bytes) {
        return (bytes + Qcow2Writer.CLUSTER - 1) / Qcow2Writer.CLUSTER;
    }
}
