# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# Functions about the mount namespace that this shell is in.

# Sets the array "mounts" to the mount points at or below directory $1, in the order in which they were mounted.
find_mounts() {
    local lines line fields path
    mounts=()
    mapfile -t lines </proc/self/mountinfo
    for line in "${lines[@]}"; do
        read -r -a fields <<<"$line"
        # The kernel writes blanks, tabs, line feeds and backslashes as octal escapes; see proc(5).
        printf -v path '%b' "${fields[4]}"
        if [[ $path == "$1" || $path == "${1%/}"/* ]]; then
            mounts+=("$path")
        fi
    done
}

# Unmounts all at or below directory $1: the last mounted first; what is busy, or locked to its parent by the kernel
# as parts of a recursive bind mount are in a user namespace, is detached.
unmount_below() {
    local i before
    find_mounts "$1"
    for ((i = ${#mounts[@]} - 1; i >= 0; i--)); do
        umount -- "${mounts[i]}" 2>/dev/null
    done
    find_mounts "$1"
    while ((${#mounts[@]} > 0)); do
        before=${#mounts[@]}
        # The first of them takes along what is mounted below it.
        umount --lazy -- "${mounts[0]}"
        find_mounts "$1"
        if ((${#mounts[@]} >= before)); then
            printf 'cannot unmount %s\n' "${mounts[0]}" >&2
            return 1
        fi
    done
    return 0
}
