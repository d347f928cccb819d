# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
case ${ARCH:-} in
    arm64 | aarch64)
        echo "block-device-mbr: $ARCH starts by UEFI only; use block-device-efi" >&2
        exit 1
        ;;
esac
export DIB_BLOCK_DEVICE=mbr
