# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
export DIB_UBUNTU_KERNEL=${DIB_UBUNTU_KERNEL:-linux-image-generic}
case $DIB_UBUNTU_KERNEL in
    linux-image-generic | linux-image-hwe | linux-image-kvm | linux-image-lowlatency | linux-image-virtual | none) ;;
    *)
        echo "ubuntu-minimal: DIB_UBUNTU_KERNEL is \"$DIB_UBUNTU_KERNEL\", but has to be linux-image-generic, linux-image-hwe, linux-image-kvm, linux-image-lowlatency, linux-image-virtual or none" >&2
        exit 1
        ;;
esac
