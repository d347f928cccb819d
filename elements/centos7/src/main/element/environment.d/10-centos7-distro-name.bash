# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
export DISTRO_NAME=centos7
export DIB_RELEASE=7
export EFI_BOOT_DIR=EFI/centos
export YUM=${YUM:-yum}
# Hooks run where they ran when this distribution was new.
export DIB_PACKAGE_INSTALLS_EARLY=${DIB_PACKAGE_INSTALLS_EARLY:-1}
