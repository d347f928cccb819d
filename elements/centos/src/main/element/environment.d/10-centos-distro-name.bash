# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
export DISTRO_NAME=centos
export DIB_RELEASE=${DIB_RELEASE:-9-stream}
export EFI_BOOT_DIR=EFI/centos
export YUM=dnf
case $DIB_RELEASE in
    9 | 10) export DIB_RELEASE=$DIB_RELEASE-stream ;;
    9-stream | 10-stream) ;;
    *)
        echo "centos: DIB_RELEASE is \"$DIB_RELEASE\", but has to be 9-stream or 10-stream; CentOS 7 is the element centos7" >&2
        exit 1
        ;;
esac
