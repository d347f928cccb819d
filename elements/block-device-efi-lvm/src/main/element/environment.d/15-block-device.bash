# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
case ${ARCH:-} in
    ppc64 | ppc64le | ppc64el)
        echo "block-device-efi-lvm: there is no UEFI on $ARCH; use block-device-gpt or block-device-mbr" >&2
        exit 1
        ;;
esac
export DIB_BLOCK_DEVICE=efi
