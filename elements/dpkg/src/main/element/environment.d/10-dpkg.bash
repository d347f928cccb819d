# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
export DIB_ADD_APT_KEYS=${DIB_ADD_APT_KEYS:-}
export DIB_APT_LOCAL_CACHE=${DIB_APT_LOCAL_CACHE:-1}
export DIB_INITRAMFS_MODULES=${DIB_INITRAMFS_MODULES:-most}
export DIB_INITRAMFS_MODULE_LIST=${DIB_INITRAMFS_MODULE_LIST:-virtio_blk virtio_net virtio_pci virtio_scsi e1000e sd_mod sr_mod ahci ata_piix nvme ext4 xfs btrfs vfat}
case $DIB_INITRAMFS_MODULES in
    most | list | none) ;;
    *)
        # "dep" would look at the hardware of the machine that builds.
        echo "dpkg: DIB_INITRAMFS_MODULES is \"$DIB_INITRAMFS_MODULES\", but has to be most, list or none" >&2
        exit 1
        ;;
esac
