// SPDX-License-Identifier: Apache-2.0
package dev.dib.base;

import java.util.Set;

/** The types that say "root file system of an architecture" in the Discoverable Partitions Specification. */
final class RootPartitionTypes {

    static final Set<String> GUIDS = Set.of(
            "4f68bce3-e8cd-4db1-96e7-fbcaf984b709", // x86-64
            "44479540-f297-41b2-9af7-d131d5f0458a", // x86
            "b921b045-1df0-41c3-af44-4c6f280d3fae", // arm64
            "69dad710-2ce4-4e3c-b16c-21a1d49abed3", // arm
            "c31c45e6-3f39-412e-80fb-4809c4980599", // ppc64le
            "912ade1d-a839-4913-8964-a10eee08fbd2", // ppc64
            "5eead9a9-fe09-4a1e-a1d7-520d00531306", // s390x
            "72ec70a6-cf74-40e6-bd49-4bda08e8f224"); // riscv64

    private RootPartitionTypes() {}
}
