#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Sets up the network interfaces that the firmware describes in its iBFT (iSCSI Boot Firmware Table).
set -eu

# Any of them may be built in, or not be there: then the table is not seen, and there is nothing to do.
for module in iscsi_boot_sysfs iscsi_ibft iscsi_tcp; do
    modprobe --quiet "$module" || echo "init-ibft-interfaces: the kernel has no module $module"
done

if ! command -v iscsistart >/dev/null; then
    echo 'init-ibft-interfaces: iscsistart is not installed' >&2
    exit 1
fi
if ! iscsistart -f; then
    echo 'init-ibft-interfaces: the firmware describes no iSCSI disk'
    exit 0
fi
# Only the network: whether a disk may be touched is not for this program to say.
iscsistart -N
udevadm settle
