# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# With a mirror, the repositories that root.d/05-centos-mirror writes take the place of CentOS's own for the time of the build.
if [ -n "${DIB_DISTRIBUTION_MIRROR:-}" ] && [ -z "${DIB_YUM_MINIMAL_BOOTSTRAP_REPOS:-}" ]; then
    export DIB_YUM_MINIMAL_BOOTSTRAP_REPOS=${TMP_HOOKS_PATH:-}/centos-mirror
fi
