# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=sh
# find-file.sh ROOT PATH follow|nofollow: what a path is below a root directory, without leaving it through symbolic links. Prints
# the path that was arrived at, type, mode, uid, gid, size, and the target of a link; nothing if there is no such file.
set -eu
root=$1
rest=$2
follow=$3

at=''
hops=0
while [ -n "$rest" ]; do
    name=${rest%%/*}
    case $rest in
        */*) rest=${rest#*/} ;;
        *) rest='' ;;
    esac
    case $name in
        '' | .) continue ;;
        ..)
            at=${at%/*}
            continue
            ;;
    esac
    if [ -L "$root$at/$name" ] && { [ -n "$rest" ] || [ "$follow" = follow ]; }; then
        hops=$((hops + 1))
        if [ "$hops" -gt 40 ]; then
            exit 0
        fi
        target=$(readlink -- "$root$at/$name")
        case $target in
            /*) at='' ;;
        esac
        rest=$target${rest:+/$rest}
        continue
    fi
    at=$at/$name
done

if [ -e "$root$at" ] || [ -L "$root$at" ]; then
    printf '%s\n' "${at:-/}"
    stat --printf '%F\n%a\n%u\n%g\n%s\n' -- "$root$at"
    if [ -L "$root$at" ]; then
        readlink -- "$root$at"
    fi
fi
