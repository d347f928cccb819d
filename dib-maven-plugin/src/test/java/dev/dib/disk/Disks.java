// SPDX-License-Identifier: Apache-2.0
package dev.dib.disk;

import dev.dib.document.Documents;
import java.util.UUID;

/** Configurations that tests share. */
final class Disks {

    static final UUID SEED = UUID.fromString("6a1d0000-0000-4000-8000-000000000000");

    static final String EFI = """
            - local_loop:
                name: image0
            - partitioning:
                base: image0
                label: gpt
                partitions:
                  - name: ESP
                    type: 'EF00'
                    size: 64MiB
                    mkfs:
                      type: vfat
                      mount:
                        mount_point: /boot/efi
                        fstab:
                          fsck-passno: 2
                  - name: BSP
                    type: 'EF02'
                    size: 8MiB
                  - name: swap
                    type: '8200'
                    size: 16MiB
                    mkfs:
                      type: swap
                      mount:
                        mount_point: none
                        fstab:
                  - name: var
                    size: 20%
                    mkfs:
                      type: ext4
                      mount:
                        mount_point: /var
                        fstab:
                          options: nodev
                  - name: root
                    size: 100%
                    mkfs:
                      mount:
                        mount_point: /
                        fstab:
                          fsck-passno: 1
            """;

    /** A group on two partitions: swap space on one, /var on the other, the root file system on both. */
    static final String LVM = """
            - local_loop: {name: image0}
            - partitioning:
                base: image0
                label: gpt
                partitions:
                  - {name: boot, size: 32MiB, mkfs: {type: ext4, mount: {mount_point: /boot, fstab: }}}
                  - {name: small, type: 8E00, size: 40MiB}
                  - {name: large, type: 8E00, size: 100%}
            - lvm:
                name: lvm
                pvs:
                  - {name: pv0, base: small}
                  - {name: pv1, base: large}
                vgs:
                  - {name: vg, base: [ pv0, pv1 ]}
                lvs:
                  - {name: lv_swap, base: vg, size: 16MiB}
                  - {name: lv_var, base: vg, extents: 30%VG}
                  - {name: lv_root, base: vg, extents: 100%FREE}
            - mkfs: {base: lv_swap, type: swap, mount: {mount_point: none, fstab: }}
            - mkfs: {base: lv_var, type: ext4, mount: {mount_point: /var, fstab: {options: nodev}}}
            - mkfs: {name: mkfs_root, base: lv_root, mount: {mount_point: /, fstab: {fsck-passno: 1}}}
            """;

    private Disks() {}

    static DiskPlan plan(String configuration) {
        return DiskPlan.of(Documents.parse("test", configuration), DiskOptions.defaults(), SEED);
    }

    /** One partition with an ext4 on it. */
    static DiskPlan simple(String table) {
        return plan("""
                - local_loop: {name: image0}
                - partitioning:
                    base: image0
                    label: %s
                    partitions:
                      - {name: root, size: 100%%, flags: [ boot%s ], mkfs: {mount: {mount_point: /, fstab: {fsck-passno: 1}}}}
                """.formatted(table, table.equals("mbr") ? ", primary" : ""));
    }
}
