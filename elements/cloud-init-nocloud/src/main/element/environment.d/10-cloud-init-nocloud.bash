# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
export DIB_CLOUD_INIT_DATASOURCES=NoCloud
export DIB_CLOUD_INIT_NOCLOUD_SEED=${DIB_CLOUD_INIT_NOCLOUD_SEED:-}
