# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
export DIB_INIT_SYSTEM=systemd
