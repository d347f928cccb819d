# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
export DISTRO_NAME=debian
export DIB_RELEASE=${DIB_RELEASE:-bookworm}
export DIB_INIT_SYSTEM=systemd
export EFI_BOOT_DIR=EFI/debian
export DIB_DEBIAN_COMPONENTS=${DIB_DEBIAN_COMPONENTS:-main}
export DIB_DISTRIBUTION_MIRROR=${DIB_DEBIAN_DISTRIBUTION_MIRROR:-${DIB_DISTRIBUTION_MIRROR:-}}
# what makes a tree a machine; installed in one go with the base system
export DIB_DEBOOTSTRAP_PACKAGES="${DIB_DEBOOTSTRAP_PACKAGES:-} ca-certificates dbus e2fsprogs iproute2 kmod netbase procps sudo systemd-sysv udev zstd"
