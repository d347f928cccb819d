#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# The kernel looks for its modules below the name that it has in Debian.
check() {
    [[ -e "${srcmods:?}/release" ]]
}

install() {
    local release
    release=$(<"${srcmods:?}/release")
    mkdir -p "${initdir:?}/usr/lib/modules"
    ln -sfn "${kernel:?}" "${initdir:?}/usr/lib/modules/$release"
}
