# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# The arrays and numbers of the result belong to the hook.
# shellcheck disable=SC2034
#
# Reads files source-repository-*. Each line: name type destination location [ref].
# Result: the array "repositories" gets such lines, complete and checked; "bad_lines" counts the others.

bad_line() {
    echo "source-repositories: $1: $3: $2" >&2
    bad_lines=$((bad_lines + 1))
}

# Sets "expanded" to a text with the values of its variables: $NAME, ${NAME}, ${NAME:-default}, and no more than that. A
# shell's eval would also run commands that somebody else has written. Fails with the reason in "expanded".
expand() {
    local rest=$1 result='' variable
    while [[ "$rest" =~ ^([^\$\`]*)([\$\`].*)$ ]]; do
        result+=${BASH_REMATCH[1]}
        rest=${BASH_REMATCH[2]}
        if [[ "$rest" =~ ^\$\{([A-Za-z_][A-Za-z0-9_]*):-([^\$\`\{\}]*)\}(.*)$ ]]; then
            variable=${BASH_REMATCH[1]}
            result+=${!variable:-${BASH_REMATCH[2]}}
            rest=${BASH_REMATCH[3]}
        elif [[ "$rest" =~ ^\$\{([A-Za-z_][A-Za-z0-9_]*)\}(.*)$ ]] || [[ "$rest" =~ ^\$([A-Za-z_][A-Za-z0-9_]*)(.*)$ ]]; then
            variable=${BASH_REMATCH[1]}
            rest=${BASH_REMATCH[2]}
            if [ -z "${!variable+set}" ]; then
                expanded="the variable $variable is not set"
                return 1
            fi
            result+=${!variable}
        else
            # shellcheck disable=SC2016
            expanded='only variables are expanded ($NAME, ${NAME}, ${NAME:-default}), no commands'
            return 1
        fi
    done
    expanded=$result$rest
}

read_files() {
    local file line
    local -a lines
    for file in "$@"; do
        if [ ! -f "$file" ] || [[ "$file" == *'~' ]]; then
            continue
        fi
        readarray -t lines <"$file"
        for line in "${lines[@]}"; do
            read_line "$(basename "$file")" "$line"
        done
    done
}

read_line() {
    local file=$1 line=$2 expanded='' field variable
    local -a fields=() words
    line=${line%$'\r'}
    if [[ "$line" =~ ^[[:space:]]*(#.*)?$ ]]; then
        return 0
    fi
    if ! expand "$line"; then
        bad_line "$file" "$line" "$expanded"
        return 0
    fi
    read -r -a words <<<"$expanded"
    for field in "${words[@]}"; do
        # As a shell would see them: quotes around a word, and a comment behind the last one.
        if [[ "$field" == '#'* ]]; then
            break
        fi
        if [[ "$field" =~ ^\"(.*)\"$ ]] || [[ "$field" =~ ^\'(.*)\'$ ]]; then
            field=${BASH_REMATCH[1]}
        fi
        fields+=("$field")
    done
    if [ "${#fields[@]}" -lt 2 ] || [ "${#fields[@]}" -gt 5 ]; then
        bad_line "$file" "$line" 'expected: name type destination location [ref]'
        return 0
    fi

    local name=${fields[0]} type=${fields[1]} destination=${fields[2]:-} location=${fields[3]:-} ref=${fields[4]:-}
    local suffix=${name//[^A-Za-z0-9]/_}
    case $type in
        git | tar | file | package) ;;
        *)
            bad_line "$file" "$line" "the type is git, tar, file or package, not $type"
            return 0
            ;;
    esac

    variable=DIB_INSTALLTYPE_$suffix
    if [ "${!variable:-${DIB_DEFAULT_INSTALLTYPE:-source}}" != source ]; then
        echo "$name is not installed from source"
        return 0
    fi
    variable=DIB_REPOTYPE_$suffix
    type=${!variable:-$type}
    variable=DIB_REPOREF_$suffix
    ref=${!variable:-$ref}
    variable=DIB_REPOLOCATION_$suffix
    if [ -n "${!variable:-}" ]; then
        location=${!variable}
    elif [ "$type" = git ] && [ -n "${DIB_GITREPOBASE:-}" ] && [[ "$location" =~ ^[^:]+://[^/]+/(~[^/]+)?(.*)$ ]]; then
        location=${DIB_GITREPOBASE%/}/${BASH_REMATCH[2]#/}
    fi
    if [ -z "$ref" ]; then
        case $type in
            git) ref=master ;;
            tar) ref='*' ;;
            *) ref=- ;;
        esac
    fi

    variable=DIB_REPODIGEST_$suffix
    local problem='' digest=${!variable:-}
    if [ "$type" = package ]; then
        problem="a package is not fetched; set DIB_INSTALLTYPE_$suffix=package, or give another type by DIB_REPOTYPE_$suffix"
    elif [[ "$type" != git && "$type" != tar && "$type" != file ]]; then
        problem="DIB_REPOTYPE_$suffix is git, tar or file, not $type"
    elif [[ "$destination" != /?* ]] || [[ "/$destination/" == */../* ]]; then
        problem="the destination is an absolute path in the image, without \"..\""
    elif [ -z "$location" ] || [[ "$location" == -* ]]; then
        problem='the location is missing'
    elif [[ "$location$ref" == *[[:space:]]* ]]; then
        problem='location and ref have no blanks in them'
    elif [[ "$ref" == -?* ]] || [[ "/$ref/" == */../* ]] || [[ "$ref" == /* ]]; then
        problem="this is no ref: $ref"
    elif [ -n "$digest" ] && [ "$type" = git ]; then
        problem="$variable is for archives and files; a git repository has its commit as ref"
    elif [ -n "$digest" ] && ! [[ "$digest" =~ ^(sha256:[0-9A-Fa-f]{64}|sha512:[0-9A-Fa-f]{128})$ ]]; then
        problem="$variable is sha256: and 64 digits, or sha512: and 128, not $digest"
    fi
    if [ -n "$problem" ]; then
        bad_line "$file" "$line" "$problem"
    else
        repositories+=("$name $type $destination $location $ref")
    fi
}
