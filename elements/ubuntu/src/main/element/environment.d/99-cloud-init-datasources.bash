# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
export DIB_CLOUD_INIT_DATASOURCES=${DIB_CLOUD_INIT_DATASOURCES:-Ec2}
export DIB_LOCAL_IMAGE=${DIB_LOCAL_IMAGE:-}
