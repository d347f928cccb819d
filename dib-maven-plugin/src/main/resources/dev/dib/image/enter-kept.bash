# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# shellcheck disable=SC2154 # set by the lines before these: folder, variables, subject, scratch, tree, ...
# Opens a build that was kept, in namespaces of its own, and runs a command in it. All that is done there ends with it.
if [ "${DIB_KEPT_INSIDE:-}" != yes ]; then
    namespaces=(--mount --pid --ipc --uts --fork --kill-child --mount-proc --propagation private)
    if [ "$(id -u)" != 0 ]; then
        namespaces+=(--user --map-root-user --map-auto)
    fi
    DIB_KEPT_INSIDE=yes exec unshare "${namespaces[@]}" -- "$folder/enter" "$@"
fi

umask 022
if [ -e "$scratch" ]; then
    echo "$scratch is there: somebody else has entered" >&2
    exit 1
fi
leave() {
    umount --lazy "$scratch" 2>/dev/null || true
    rm -rf --one-file-system "$scratch"
}
trap leave EXIT
mkdir -p "$scratch"
# In memory if it fits there twice: files that belong to subordinate ids then never reach the disk.
read -r _ available _ < <(grep MemAvailable /proc/meminfo)
if (($(stat --format=%s "$folder/build.tar") / 512 < available)); then
    mount -t tmpfs -o mode=755,size=100% tmpfs "$scratch"
fi
tar --extract --file="$folder/build.tar" --directory="$scratch" --numeric-owner --xattrs --xattrs-include='*' --acls
if [ -n "$mounted" ]; then
    bash "$folder/mount.bash" mount_system "$tree"
fi
if [ -n "$root" ]; then
    bash "$folder/mount.bash" bind_read_only "$hooks" "$root$seen_as"
fi
if [ -t 0 ]; then
    echo "$subject failed here: $seen_as/$subject"
fi
status=0
unshare ${root:+--root="$root"} --wd="$directory" -- env -i "${variables[@]}" "$@" || status=$?
exit "$status"
