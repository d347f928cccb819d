# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
export DIB_UBUNTU_MIRROR_DISTS=${DIB_UBUNTU_MIRROR_DISTS:-updates,security,backports}
