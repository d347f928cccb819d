# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
#
# Keeps base systems for later builds, in files $DIB_IMAGE_CACHE/base-systems/NAME-KEY-STATE.tar.*:
#
#   NAME   distribution, release and architecture
#   KEY    the digest of all that the build says about it: what to make, with which keys, tool and time
#   STATE  the digest of the index files (InRelease) of the repositories that it was made from
#
# NAME-KEY.inputs is what KEY is the digest of, NAME-KEY.indexes has the URLs of the index files. So a base system is used for as
# long as it is what would be made: the repositories are asked for their index files, by conditional requests.

base_cache=$DIB_IMAGE_CACHE/base-systems
base_name=$DISTRO_NAME-$DIB_RELEASE-$ARCH
base_name=${base_name//[^A-Za-z0-9._-]/_}

# The digest of files, without their names; of nothing for those that are not there.
digest_of() {
    cat -- "$@" 2>/dev/null | sha256sum | cut -c 1-64
}

# describe_inputs WORD=VALUE...: sets base_key, and remembers what it stands for.
describe_inputs() {
    base_inputs=$(printf '%s\n' "$@")
    base_key=$(printf '%s\n' "$base_inputs" | sha256sum | cut -c 1-20)
    base_file=$base_cache/$base_name-$base_key
}

# One build at a time looks for a base system or makes it; who waited finds it.
lock_base() {
    local lock=${DIB_LOCKFILES:-$base_cache}/.base-system.$base_name-$base_key.lock
    mkdir -p "$base_cache" "$(dirname "$lock")"
    exec 7>"$lock"
    flock -w 3600 7 || {
        echo "debootstrap: waited an hour for another build that makes the same base system" >&2
        exit 1
    }
    # Left by builds that were killed: whoever makes one holds the lock.
    rm -f "$base_cache/.$base_name-$base_key.unfinished"
    base_unfinished=$base_cache/.$base_name-$base_key.unfinished
}

unlock_base() {
    exec 7>&-
}

# Copies text without the logins in its URLs.
without_logins() {
    sed -E 's,([^:/ ]+://)[^/@ ]*@,\1,g'
}

# Prints the digest of index files. Their order is that of their content: names say nothing.
state_of() {
    sha256sum -- "$@" | cut -c 1-64 | LC_ALL=C sort | sha256sum | cut -c 1-20
}

# Prints the URLs of the index files of the tree's package sources.
indexes_of_sources() {
    find "$TARGET_ROOT/etc/apt" -maxdepth 2 -type f -path '*/sources.list*' -exec \
        sed -nE 's/^deb +(\[[^]]*\] +)?([^ ]+) +([^ ]+)( .*)?$/\2 \3/p' {} + | while read -r url suite; do
        case $suite in
            */) printf '%s\n' "${url%/}/${suite#/}InRelease" ;;
            *) printf '%s\n' "${url%/}/dists/$suite/InRelease" ;;
        esac
    done | LC_ALL=C sort -u
}

# Brings a file up to date with its URL, if that has another one. The URL is handed over by standard input: it may have a login in it,
# and a list of arguments can be read by everybody.
fetch_index() {
    local url=$1 file=$2 partial condition=() status=0
    mkdir -p "$(dirname "$file")"
    # Not the number of this process: each build has namespaces of its own, where numbers begin anew.
    partial=$(mktemp "$file.XXXXXX")
    if [ -n "${DIB_CACHE_URL_REVALIDATE:-}" ]; then
        condition=(--header 'Cache-Control: no-cache')
    elif [ -s "$file" ]; then
        condition=(--time-cond "$file")
    fi
    if [ -n "${NETRC:-}" ] && [ -r "$NETRC" ]; then
        condition+=(--netrc-file "$NETRC")
    fi
    { set +x; } 2>/dev/null
    printf 'url = "%s"\n' "${url//\"/}" | curl --config - --silent --show-error --fail --location --retry 3 --connect-timeout 30 \
        --speed-time 60 --speed-limit 1 --remote-time "${condition[@]}" --output "$partial" || status=$?
    # Nothing came: it has not changed.
    if [ "$status" = 0 ] && [ -s "$partial" ]; then
        mv "$partial" "$file"
    fi
    rm -f "$partial"
    return "$status"
}

# Sets base_state to that of the repositories now. Fails, with the reason in base_reason, if that cannot be told.
ask_repositories() {
    local url shown file files=() until
    base_reason='it is not known which repositories it was made from'
    [ -s "$base_file.indexes" ] || return 1
    base_reason='curl is not installed, so nobody can ask the repositories whether they have changed'
    command -v curl >/dev/null || return 1
    while IFS= read -r url; do
        file=$base_cache/indexes/$(printf '%s' "$url" | sha1sum | cut -c 1-40)
        shown=$(without_logins <<<"$url")
        base_reason="$shown cannot be asked"
        [[ "$url" =~ ^(https?|ftp|file):// ]] && fetch_index "$url" "$file" || return 1
        # As apt does: an old index may be shown by somebody who does not want the updates to be seen.
        until=$(sed -n 's/^Valid-Until: *//p' "$file" | head -n 1)
        base_reason="$shown was valid until $until"
        [ -z "$until" ] || [ "$(date -d "$until" +%s)" -gt "$(date +%s)" ] || return 1
        files+=("$file")
    done <"$base_file.indexes"
    base_state=$(state_of "${files[@]}")
}

# Sets base_found to the newest base system of the key, whatever the repositories have by now.
find_any_base() {
    base_found=$(compgen -G "$base_file-*.tar.*" | xargs -r -d '\n' ls -t | head -n 1 || true)
    [ -n "$base_found" ]
}

# Sets base_found to a base system that is what would be made now.
find_fresh_base() {
    find_any_base || {
        explain_new_key
        return 1
    }
    if ask_repositories; then
        base_found=$(compgen -G "$base_file-$base_state.tar.*" || true)
        [ -z "$base_found" ] || return 0
        base_reason='the repositories have changed'
    fi
    echo "The base system that was kept is not used: $base_reason"
    return 1
}

# Says which input is another than that of the last base system of the same name.
explain_new_key() {
    local last
    last=$(compgen -G "$base_cache/$base_name-*.inputs" | xargs -r -d '\n' ls -t | head -n 1 || true)
    if [ -n "$last" ]; then
        echo 'The base system that was kept is another:'
        diff "$last" - <<<"$base_inputs" | grep '^[<>]' | sed 's/^< /  was /; s/^> /  is  /' | without_logins || true
    fi
}

unpack_base() {
    echo "Using the base system of an earlier build, $base_found"
    # Which ones are in use, for forget_bases.
    touch "$base_found" "$base_file.inputs" 2>/dev/null || true
    tar -C "$TARGET_ROOT" --numeric-owner --acls --xattrs --xattrs-include='*' --warning=no-timestamp -xpf "$base_found"
}

# Keeps the tree for later builds, unless it has no index files that would tell later whether it is up to date.
keep_base() {
    local indexes=() compress=(gzip -1) ending=gz archives=./var/cache/apt/archives
    mapfile -t indexes < <(compgen -G "$TARGET_ROOT/var/lib/apt/lists/*Release" | grep -v '_Release.gpg$' || true)
    if [ "${#indexes[@]}" -eq 0 ]; then
        echo 'The base system is not kept: it has no package lists'
        return 0
    fi
    if command -v zstd >/dev/null; then
        compress=(zstd -q -1 -T0) ending=zst
    fi
    # Packages are in a cache of their own, whose folder is not part of the tree.
    if mountpoint -q "$TARGET_ROOT/$archives"; then
        archives="$archives/*"
    else
        archives="$archives/*.deb"
    fi
    base_state=$(state_of "${indexes[@]}")
    trap 'rm -f "$base_unfinished"' EXIT
    # A failure to keep it, as on a full disk, is none of the build.
    if ! { tar -C "$TARGET_ROOT" --format=pax --pax-option=delete=atime,delete=ctime --sort=name --numeric-owner --sparse \
        --acls --xattrs --xattrs-include='*' --exclude="$archives" --exclude='./tmp/*' -cf - . | "${compress[@]}" >"$base_unfinished"; }; then
        echo "The base system could not be kept in $base_cache" >&2
        rm -f "$base_unfinished"
        return 0
    fi
    # URLs may have logins in them.
    (
        umask 077
        indexes_of_sources >"$base_file.indexes"
        printf '%s\n' "$base_inputs" >"$base_file.inputs"
    )
    mv "$base_unfinished" "$base_file-$base_state.tar.$ending"
    echo "The base system is kept in $base_file-$base_state.tar.$ending"
    forget_bases
}

# Older ones of the same key, and all but the last few that were used.
forget_bases() {
    local file count=0
    while IFS= read -r file; do
        case $file in
            "$base_file-$base_state".*) continue ;;
            "$base_file"-*) rm -f "$file" ;;
            *)
                count=$((count + 1))
                if [ "$count" -ge "${DIB_DEBOOTSTRAP_CACHE_TREES:-8}" ]; then
                    rm -f "$file" "${file%-*}.inputs" "${file%-*}.indexes"
                fi
                ;;
        esac
    done < <(compgen -G "$base_cache/*.tar.*" | xargs -r -d '\n' ls -t)
}
