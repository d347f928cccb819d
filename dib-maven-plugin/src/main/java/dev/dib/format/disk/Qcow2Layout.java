// SPDX-License-Identifier: Apache-2.0
package dev.dib.format.disk;

/**
 * Where the tables of an image are. In this order: header, L1 table, L2 tables, clusters, refcount table, refcount blocks; the
 * last two at the end because only there is known how much they have to count.
 *
 * @param diskSize bytes of the disk
 */
record Qcow2Layout(long diskSize) {

    private static final int ENTRIES = ClusterReader.CLUSTER / Long.BYTES;

    long guestClusters() {
        return clusters(diskSize);
    }

    int l1Entries() {
        return (int) ((guestClusters() + ENTRIES - 1) / ENTRIES);
    }

    long l1Offset() {
        return ClusterReader.CLUSTER;
    }

    long l2Offset(int index) {
        return l1Offset()
                + clusters((long) l1Entries() * Long.BYTES) * ClusterReader.CLUSTER
                + (long) index * ClusterReader.CLUSTER;
    }

    /** Where clusters of the guest begin. */
    long dataOffset() {
        return l2Offset(l1Entries());
    }

    static long clusters(long bytes) {
        return (bytes + ClusterReader.CLUSTER - 1) / ClusterReader.CLUSTER;
    }
}
