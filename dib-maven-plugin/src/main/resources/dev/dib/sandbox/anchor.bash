# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# PID 1 of a sandbox: makes its scratch directory, waits for the end of its standard input, which the JVM holds, then
# ends everything and removes the directory. The JVM may be gone by then: nothing here relies on it.
#
# anchor SCRATCH LOCK JVM-PID [DIRECTORY SIZE]...
#
# Prints lines of a word, a tab and a text:
#   busy    PID            the lock is held, by a sandbox of that JVM
#   exists  PATH           the scratch directory is there and is nobody's
#   stale   PATH           a sandbox that was killed left PATH, which is removed now
#   warning TEXT           something did not work that does not matter to this sandbox
#   failed  TEXT           the sandbox cannot be made
#   ready
#   left    PID COMMAND    a process that was still there at the end, and was killed
#   remains TEXT           the scratch directory could not be removed
# Needs the functions of processes.bash and mounts.bash.

say() {
    printf '%s\t%s\n' "$1" "$2"
}

# Opens lock file $1 and locks it: sets "fd". The path may by then name another file, if the holder removed it.
lock_file() {
    exec {fd}>>"$1" || return 1
    if flock --nonblock --exclusive "$fd" && [[ $1 -ef /proc/self/fd/$fd ]]; then
        return 0
    fi
    exec {fd}>&-
    return 1
}

# Removes directory $1. Nothing may be mounted below it when rm runs: a bind mount of the same file system looks to rm
# like any directory.
remove_tree() {
    local message parent
    if [[ ! -e $1 && ! -L $1 ]]; then
        return 0
    fi
    # The kernel lists mount points without symbolic links.
    parent=$(cd -P -- "${1%/*}/" && pwd) || return 1
    unmount_below "${parent%/}/${1##*/}" 2>&1 || return 1
    message=$(rm -rf --one-file-system -- "$1" 2>&1 | tail -n 3)
    if [[ -e $1 ]]; then
        # Immutable and append-only files resist rm.
        chattr -R -f -i -a -- "$1" 2>/dev/null
        message=$(rm -rf --one-file-system -- "$1" 2>&1 | tail -n 3)
    fi
    if [[ -e $1 ]]; then
        printf '%s' "${message//$'\n'/; }"
        return 1
    fi
}

remove_stale() {
    local lock directory message
    shopt -s nullglob dotglob
    for lock in "${scratch%/*}"/*.sandbox-lock; do
        # In a directory like /tmp another user's lock file could name anything.
        if [[ $lock == "$own_lock" || ! -O $lock ]] || ! lock_file "$lock"; then
            continue
        fi
        directory=${lock%.sandbox-lock}
        say stale "$directory"
        if message=$(remove_tree "$directory"); then
            rm -f -- "$lock"
        else
            say warning "cannot remove $directory, left by a sandbox that was killed: $message"
        fi
        exec {fd}>&-
    done
}

make_scratch() {
    local known tries=0
    known=$([[ -e $own_lock ]] && echo yes)
    until lock_file "$own_lock"; do
        if ((++tries == 20)); then
            say busy "$(<"$own_lock")"
            return 1
        fi
        sleep 0.05
    done
    printf '%s\n' "$jvm" >"$own_lock"
    if [[ -e $scratch || -L $scratch ]]; then
        if [[ -z $known ]]; then
            rm -f -- "$own_lock"
            say exists "$scratch"
            return 1
        fi
        say stale "$scratch"
        if ! message=$(remove_tree "$scratch"); then
            say failed "cannot remove $scratch, left by a sandbox that was killed: $message"
            return 1
        fi
    fi
    mkdir -m 755 -- "$scratch" || return 1
    made=yes
    while (($# > 0)); do
        if ! mkdir -p -- "$1" || ! mount -t tmpfs -o "mode=755,size=$2" tmpfs "$1"; then
            say failed "cannot mount a tmpfs on $1"
            return 1
        fi
        shift 2
    done
}

end_all() {
    local process message tries
    find_processes
    # shellcheck disable=SC2154 # set by find_processes
    for process in "${processes[@]}"; do
        say left "$process"
    done
    # Somebody may enter, or a dying process still write, while the tree is removed: once more, then.
    for tries in 1 2 3; do
        kill_processes
        if message=$(remove_tree "$scratch"); then
            rm -f -- "$own_lock"
            return 0
        fi
    done
    say remains "cannot remove $scratch (tried $tries times): $message"
    return 1
}

trap '' HUP INT TERM PIPE
umask 022
cd / || exit 1
scratch=$1 own_lock=$2 jvm=$3 made=
shift 3
remove_stale
if ! make_scratch "$@"; then
    if [[ -n $made ]]; then
        end_all
    fi
    exit 1
fi
say ready ''
while IFS= read -r _; do
    :
done
end_all
