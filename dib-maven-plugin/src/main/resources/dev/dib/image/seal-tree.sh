# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=sh
# seal-tree.sh TREE: after the last hook, removes what only the build needed. Nothing is mounted below TREE any more.
# The rules are those of diskimage-builder: resolv.conf, /tmp, /var/log, /root/*.log. Symbolic links are not followed.
set -eu
tree=$1

resolver=$tree/etc/resolv.conf
if [ -L "$resolver" ] || lsattr -d "$resolver" 2>/dev/null | cut -d ' ' -f 1 | grep -q i; then
    # somebody decided: systemd-resolved made a link, or an element locked its own
    rm -f "$resolver.ORIG"
else
    rm -f "$resolver"
    if [ -e "$resolver.ORIG" ] || [ -L "$resolver.ORIG" ]; then
        mv "$resolver.ORIG" "$resolver"
    fi
fi

# what logins for downloads were mounted on
if [ -d "$tree/etc/apt/auth.conf.d" ] && [ ! -L "$tree/etc" ]; then
    rm -f "$tree/etc/apt/auth.conf.d/90dib-build.conf"
fi
for folder in tmp run dev proc sys; do
    if [ -d "$tree/$folder" ] && [ ! -L "$tree/$folder" ]; then
        find "$tree/$folder" -xdev -mindepth 1 -delete
    fi
done
if [ -d "$tree/var/log" ] && [ ! -L "$tree/var" ]; then
    find "$tree/var/log" -xdev -type f -size +0 -exec truncate --no-create --size=0 {} +
fi
if [ -d "$tree/root" ] && [ ! -L "$tree/root" ]; then
    find "$tree/root" -xdev -name '*.log' -type f -delete
fi
