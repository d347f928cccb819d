# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
export DISTRO_NAME=fedora
export DIB_RELEASE=${DIB_RELEASE:-44}
export EFI_BOOT_DIR=EFI/fedora
case $DIB_RELEASE in
    [1-9][0-9]) ;;
    *)
        echo "fedora-minimal: DIB_RELEASE is \"$DIB_RELEASE\", but has to be the number of a release, such as 44" >&2
        exit 1
        ;;
esac
