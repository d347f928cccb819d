# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
#
# Fetches repositories into the image tree: fetch NAME TYPE DESTINATION LOCATION REF.

cache_folder=$DIB_IMAGE_CACHE/source-repositories
mkdir -p "$cache_folder"
manifest=$TMP_MOUNT_PATH${DIB_MANIFEST_IMAGE_DIR:-/etc/dib-manifests}/dib-manifest-git-$(basename "$IMAGE_NAME")

# git must not ask a terminal that nobody sits at.
export GIT_TERMINAL_PROMPT=0
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE

fail() {
    echo "source-repositories: $name: $1" >&2
    exit 1
}

# What is printed and recorded has no password in it.
without_password() {
    sed -E 's,^([^:/]+://)[^/@]*@,\1,' <<<"$1"
}

record() {
    mkdir -p "$(dirname "$2")"
    if ! grep -qxF -- "$1" "$2" 2>/dev/null; then
        printf '%s\n' "$1" >>"$2"
    fi
}

# Tells the manifest of the image which commit it got. Archives and files are noted by cache-url.
note_commit() {
    if [ -n "${DIB_SOURCE_RECORD:-}" ] && [ -d "$(dirname "$DIB_SOURCE_RECORD")" ]; then
        printf 'git\t%s\t%s\t\t%s\n' "$origin" "$1" "$destination" >>"$DIB_SOURCE_RECORD"
    fi
}

# Downloads an archive or a file into the cache, and verifies it if the caller has said what it must be.
download() {
    local variable=DIB_REPODIGEST_${name//[^A-Za-z0-9]/_} options=(--as "$type" --to "$destination")
    if [ -n "${!variable:-}" ]; then
        options+=("--${!variable%%:*}" "${!variable#*:}")
    fi
    "$TMP_HOOKS_PATH/bin/cache-url" "${options[@]}" "$location" "$1"
}

# Prints where a path of the image is on the host. Links are followed as if the tree were the root: a link to /srv is one to
# the image's /srv, not the host's.
place_in_tree() {
    local rest=$1 done='' part target links=0
    while [ -n "$rest" ]; do
        rest=${rest#/}
        part=${rest%%/*}
        rest=${rest#"$part"}
        case $part in
            '' | .) ;;
            ..) done=${done%/*} ;;
            *)
                if [ -L "$TMP_MOUNT_PATH$done/$part" ]; then
                    links=$((links + 1))
                    [ "$links" -le 40 ] || fail "too many links in $1"
                    target=$(readlink "$TMP_MOUNT_PATH$done/$part")
                    if [[ "$target" == /* ]]; then
                        done=''
                    fi
                    rest=/$target$rest
                else
                    done=$done/$part
                fi
                ;;
        esac
    done
    printf '%s\n' "$TMP_MOUNT_PATH$done"
}

# The name is readable, the digest makes it unique.
cache_of() {
    local digest
    digest=$(printf '%s_%s\n' "$type" "$location" | sha1sum)
    printf '%s\n' "$cache_folder/${name//[^A-Za-z0-9]/_}_${digest%% *}"
}

lock() {
    local file
    file=${DIB_LOCKFILES:-$cache_folder}/.source-repositories.$(basename "$1").lock
    mkdir -p "$(dirname "$file")"
    exec 8>"$file"
    flock -w 600 8 || fail "waited ten minutes for another build that uses $1"
}

is_local() {
    [[ "$location" == file://* || "$location" == /* ]]
}

try_hard() {
    local tries=5 delay=${DIB_SOURCE_REPOSITORIES_RETRY_DELAY:-2}
    until "$@"; do
        tries=$((tries - 1))
        if [ "$tries" -eq 0 ] || is_local; then
            return 1
        fi
        echo "$name: trying again in $delay seconds" >&2
        sleep "$delay"
        delay=$((delay * 2))
    done
}

clone_to_cache() {
    local unfinished=$1.unfinished
    rm -rf "$unfinished"
    if git clone -q --bare -- "$location" "$unfinished"; then
        mv "$unfinished" "$1"
    else
        rm -rf "$unfinished"
        return 1
    fi
}

commit_in() {
    git -C "$1" rev-parse -q --verify "$2^{commit}" 2>/dev/null
}

update_cache() {
    local cache=$1 wanted=('+refs/heads/*:refs/heads/*' '+refs/tags/*:refs/tags/*')
    if [[ "$ref" =~ ^[0-9a-f]{40}$ ]] && commit_in "$cache" "$ref" >/dev/null; then
        # A commit never changes.
        return 0
    fi
    if [ -n "${DIB_OFFLINE:-}" ] && ! is_local; then
        if [ "$ref" = '*' ] || commit_in "$cache" "$ref" >/dev/null; then
            return 0
        fi
        fail "offline, and $ref of $(without_password "$location") is not in the cache"
    fi
    echo "Fetching $ref of $name from $(without_password "$location")"
    # A ref outside of heads and tags, such as a change in Gerrit, is only found by its name.
    if [[ "$ref" == refs/* ]]; then
        wanted=("+$ref:$ref")
    fi
    try_hard git -C "$cache" fetch -q --prune --update-head-ok -- "$location" "${wanted[@]}" ||
        fail "cannot fetch $ref from $(without_password "$location")"
    if [[ "$ref" =~ ^[0-9a-f]{40}$ ]] && ! commit_in "$cache" "$ref" >/dev/null; then
        # On no branch any more. Some servers give it nevertheless.
        git -C "$cache" fetch -q -- "$location" "$ref" 2>/dev/null || true
    fi
    if [ "$ref" != '*' ] && ! commit_in "$cache" "$ref" >/dev/null; then
        fail "$(without_password "$location") has no ref $ref"
    fi
}

fetch_git() {
    local cache origin commit
    origin=$(without_password "$location")
    if [ -e "$place/.git" ]; then
        # Two elements want the same sources: fine if they mean the same.
        [ "$(git -C "$place" config remote.origin.url)" = "$origin" ] ||
            fail "$destination is already a clone of $(git -C "$place" config remote.origin.url), not of $origin"
        if [ "$ref" != '*' ] && ! commit_in "$place" "refs/heads/fetch_$ref" >/dev/null; then
            fail "$destination is already a clone of $origin, but of another ref than $ref"
        fi
        return 0
    fi
    if [ -e "$place" ] && [ -n "$(ls -A "$place")" ]; then
        fail "$destination is not empty"
    fi

    cache=$(cache_of)
    lock "$cache"
    if [ ! -e "$cache" ]; then
        if [ -n "${DIB_OFFLINE:-}" ] && ! is_local; then
            fail "offline, and $origin is not in the cache"
        fi
        echo "Cloning $origin"
        try_hard clone_to_cache "$cache" || fail "cannot clone $origin"
    fi
    update_cache "$cache"

    # No hard links: what the image does to its files must not reach the cache.
    git clone -q --no-hardlinks -- "$cache" "$place"
    if [ "$ref" = '*' ]; then
        git -C "$place" fetch -q --update-head-ok -- "$cache" '+refs/heads/*:refs/heads/*' '+refs/tags/*:refs/tags/*'
        commit=$(commit_in "$place" HEAD)
    else
        commit=$(commit_in "$cache" "$ref")
        if ! commit_in "$place" "$commit" >/dev/null; then
            git -C "$place" fetch -q -- "$cache" "$ref"
        fi
        git -C "$place" update-ref "refs/heads/fetch_$ref" "$commit"
        git -C "$place" reset -q --hard "$commit"
    fi
    # Not the path of the cache, which means nothing in the image.
    git -C "$place" remote set-url origin "$origin"
    exec 8>&-
    record "$name git $destination $origin $commit" "$manifest"
    note_commit "$commit"
}

fetch_tar() {
    local cache unpacked folder found=0
    cache=$(cache_of)
    download "$cache"
    # Beside the destination: the same file system, and gone with the tree whatever happens.
    unpacked=$(mktemp -d "$(dirname "$place")/.source-repositories.XXXXXX")
    tar -C "$unpacked" --no-same-owner -xf "$cache"
    mkdir -p "$place"
    if [ "$ref" = '*' ]; then
        echo "source-repositories: $name: give a ref: the folder in the archive, or \".\" for all of it" >&2
    fi
    # The ref may be a pattern: names of folders in archives hold versions.
    # shellcheck disable=SC2086
    for folder in "$unpacked"/$ref; do
        if [ -d "$folder" ]; then
            cp -a --remove-destination "$folder/." "$place"
            found=1
        fi
    done
    rm -rf "$unpacked"
    [ "$found" = 1 ] || fail "the archive has no folder $ref"
}

fetch_file() {
    local cache
    cache=$(cache_of)
    download "$cache"
    [ ! -d "$place" ] || fail "$destination is a folder in the image"
    install -m 0644 "$cache" "$place"
}

# The functions above read these variables.
fetch() {
    name=$1 type=$2 destination=$3 location=$4 ref=$5
    place=$(place_in_tree "$destination")
    mkdir -p "$(dirname "$place")"
    case $type in
        git) fetch_git ;;
        tar) fetch_tar ;;
        file) fetch_file ;;
    esac
    record "$destination" "$TMP_MOUNT_PATH/etc/dib-source-repositories"
}
