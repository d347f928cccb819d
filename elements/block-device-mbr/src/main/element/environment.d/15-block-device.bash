# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
export DIB_BLOCK_DEVICE=mbr
