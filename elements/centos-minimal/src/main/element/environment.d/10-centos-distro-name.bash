# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
export DISTRO_NAME=centos
export DIB_RELEASE=${DIB_RELEASE:-9-stream}
export EFI_BOOT_DIR=EFI/centos
export YUM=dnf
export DIB_YUM_MINIMAL_CREATE_INTERFACES=${DIB_YUM_MINIMAL_CREATE_INTERFACES:-0}
case $DIB_RELEASE in
    9 | 10) export DIB_RELEASE=$DIB_RELEASE-stream ;;
    9-stream | 10-stream) ;;
    *)
        echo "centos-minimal: DIB_RELEASE is \"$DIB_RELEASE\", but has to be 9-stream or 10-stream" >&2
        exit 1
        ;;
esac
