# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
export DIB_DEBOOTSTRAP_PACKAGES="${DIB_DEBOOTSTRAP_PACKAGES:-} dbus iproute2 kmod netbase procps sudo systemd-sysv udev zstd"
