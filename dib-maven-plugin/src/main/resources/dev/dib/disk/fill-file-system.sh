# SPDX-License-Identifier: Apache-2.0
# fill-file-system.sh DISK OFFSET BYTES TYPE OPTIONS CONTENT MOUNT [NAME...]: copies the tree CONTENT into the file system of TYPE at OFFSET
# of the file DISK. Folders that NAMEs (relative to CONTENT) stand for are copied without what is in them.
set -eu

disk=$1 offset=$2 bytes=$3 type=$4 options=$5 content=$6 mount=$7
shift 7

mkdir -p "$mount"
# mount(8) attaches the loop device with the flag that detaches it as soon as nothing is mounted from it, so it ends with the
# mount, and the mount ends with the namespace.
mount -t "$type" -o "loop,offset=$offset,sizelimit=$bytes$options" "$disk" "$mount"
trap 'umount "$mount" || umount --lazy "$mount"' EXIT

patterns=$mount.exclude
for name; do
    # GNU tar's patterns: these characters are not themselves
    printf './%s/*\n' "$(printf '%s' "$name" | sed 's/[][*?\\]/\\&/g')"
done >"$patterns"

# Sorted, so that equal trees are written in equal order.
tar --create --file=- --directory="$content" --format=posix --sort=name --numeric-owner --sparse --acls --xattrs \
    --xattrs-include='*' --anchored --wildcards --exclude-from="$patterns" . |
    tar --extract --file=- --directory="$mount" --preserve-permissions --same-owner --numeric-owner --acls --xattrs \
        --xattrs-include='*' --delay-directory-restore
rm "$patterns"
