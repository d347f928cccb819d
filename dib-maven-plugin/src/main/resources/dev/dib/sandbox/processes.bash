# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# Functions about the PID namespace that this shell is in. They start no process: it would be found, or killed.

# Sets the array "processes" to one "PID COMMAND LINE" for each process but PID 1, this shell and zombies.
find_processes() {
    local directory pid stat words line
    processes=()
    for directory in /proc/[0-9]*; do
        pid=${directory#/proc/}
        if [[ $pid == 1 || $pid == "$$" ]]; then
            continue
        fi
        # A process may end at any moment: its files are then gone, or read as empty.
        stat=
        { IFS= read -r -d '' stat <"$directory/stat"; } 2>/dev/null
        stat=${stat##*) }
        if [[ -z $stat || $stat == [ZX]* ]]; then
            continue
        fi
        words=()
        { mapfile -d '' words <"$directory/cmdline"; } 2>/dev/null
        line=${words[*]}
        processes+=("$pid ${line//[[:cntrl:]]/ }")
    done
}

# Kills each process but PID 1 and this shell, until none is left. Fails after ten seconds.
kill_processes() {
    local deadline=$((SECONDS + 10))
    find_processes
    while ((${#processes[@]} > 0)); do
        # To a process of a PID namespace, -1 is every other process of that namespace except its PID 1.
        kill -KILL -1 2>/dev/null
        if ((SECONDS > deadline)); then
            return 1
        fi
        find_processes
    done
    return 0
}
