# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
export DISTRO_NAME=debian
export DIB_RELEASE=${DIB_RELEASE:-bookworm}
export DIB_INIT_SYSTEM=systemd
export EFI_BOOT_DIR=EFI/debian

# Empty: the default of the tool that makes the base system.
export DIB_DISTRIBUTION_MIRROR=${DIB_DEBIAN_DISTRIBUTION_MIRROR:-${DIB_DISTRIBUTION_MIRROR:-}}
export DIB_DEBIAN_COMPONENTS=${DIB_DEBIAN_COMPONENTS:-main}
export DIB_DEBIAN_COMPONENTS_WS=${DIB_DEBIAN_COMPONENTS//,/ }
export DIB_APT_SOURCES_CONF=${DIB_APT_SOURCES_CONF:-}

# zstd makes the initramfs smaller and quicker to unpack than gzip does.
export DIB_DEBOOTSTRAP_PACKAGES="${DIB_DEBOOTSTRAP_PACKAGES:-} busybox dbus kmod netbase sudo systemd-sysv udev zstd"
