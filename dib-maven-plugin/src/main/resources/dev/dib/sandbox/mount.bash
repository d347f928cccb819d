# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# Makes one mount, or unmounts: mount.bash FUNCTION ARGUMENT... Needs the functions of mounts.bash.
set -eu

refuse_link() {
    if [[ -L $1 ]]; then
        printf '%s is a symbolic link, to %s: nothing is mounted on it\n' "$1" "$(readlink -- "$1")" >&2
        return 1
    fi
}

make_directory() {
    refuse_link "$1"
    mkdir -p -- "$1"
}

# Makes $2 something that $1 can be bound on.
make_like() {
    refuse_link "$2"
    if [[ -d $1 ]]; then
        mkdir -p -- "$2"
    elif [[ ! -e $2 ]]; then
        mkdir -p -- "${2%/*}"
        : >"$2"
    fi
}

# Makes the mount $1 read-only and leaves its other flags as they are: in a user namespace the kernel refuses a remount
# that drops one of them (nosuid, nodev, noexec, the kind of atime).
make_read_only() {
    local path lines line fields flags=
    path=$(realpath -- "$1")
    mapfile -t lines </proc/self/mountinfo
    # Of several mounts on one point, the last is the one that is seen.
    for line in "${lines[@]}"; do
        read -r -a fields <<<"$line"
        printf -v line '%b' "${fields[4]}"
        if [[ $line == "$path" ]]; then
            flags=${fields[5]}
        fi
    done
    flags=,$flags,
    mount -o "remount,bind,ro${flags/,rw,/,}" -- "$path"
}

bind() {
    make_like "$1" "$2"
    mount --bind -- "$1" "$2"
}

bind_read_only() {
    bind "$1" "$2"
    make_read_only "$2"
}

mount_tmpfs() {
    make_directory "$1"
    mount -t tmpfs -o "$2" -- tmpfs "$1"
}

mount_proc() {
    make_directory "$1"
    mount -t proc -o nosuid,nodev,noexec -- proc "$1"
}

mount_sys() {
    local i path
    make_directory "$1"
    if mount -t sysfs -o ro,nosuid,nodev,noexec -- sysfs "$1" 2>/dev/null; then
        return
    fi
    mount --rbind -- /sys "$1"
    path=$(realpath -- "$1")
    make_read_only "$path"
    find_mounts "$path"
    # shellcheck disable=SC2154 # set by find_mounts
    for ((i = 1; i < ${#mounts[@]}; i++)); do
        # Some of these refuse even that. An ordinary user cannot write to what root has there anyway.
        make_read_only "${mounts[i]}" 2>/dev/null || true
    done
}

mount_dev() {
    local node
    make_directory "$1"
    # Not 1777: the kernel protects files of others in sticky directories, so that even null could not be opened.
    mount -t tmpfs -o mode=755,size=1m,nosuid,noexec -- tmpfs "$1"
    mkdir -- "$1/pts" "$1/shm"
    for node in null zero full random urandom tty; do
        : >"$1/$node"
        mount --bind -- "/dev/$node" "$1/$node"
    done
    mount -t devpts -o newinstance,ptmxmode=0666,mode=620,gid=5,nosuid,noexec -- devpts "$1/pts"
    mount -t tmpfs -o mode=1777,nosuid,nodev -- tmpfs "$1/shm"
    ln -s pts/ptmx "$1/ptmx"
    ln -s /proc/self/fd "$1/fd"
    ln -s /proc/self/fd/0 "$1/stdin"
    ln -s /proc/self/fd/1 "$1/stdout"
    ln -s /proc/self/fd/2 "$1/stderr"
}

mount_system() {
    mount_proc "$1/proc"
    mount_sys "$1/sys"
    mount_dev "$1/dev"
    mount_tmpfs "$1/run" mode=755
}

unmount_tree() {
    local path
    path=$(realpath -m -- "$1")
    set +e
    unmount_below "$path"
}

"$@"
