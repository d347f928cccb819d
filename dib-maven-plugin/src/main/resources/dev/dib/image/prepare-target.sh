# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=sh
# prepare-target.sh TREE: gives a fresh tree the folders that are mounted on, and the resolver of the host.
# The distribution's own resolv.conf waits as resolv.conf.ORIG; elements may replace that one. Nothing is written through
# a symbolic link: it could lead out of the tree.
set -eu
tree=$1

for folder in proc sys dev run tmp etc; do
    if [ -L "$tree/$folder" ]; then
        echo "/$folder is a symbolic link in the root tree: nothing can be mounted there" >&2
        exit 1
    fi
    mkdir -p "$tree/$folder"
done
chmod 1777 "$tree/tmp"

resolver=$tree/etc/resolv.conf
if [ -e "$resolver" ] || [ -L "$resolver" ]; then
    mv -f "$resolver" "$resolver.ORIG"
fi
if [ -e /etc/resolv.conf ]; then
    cat /etc/resolv.conf > "$resolver"
else
    : > "$resolver"
fi
