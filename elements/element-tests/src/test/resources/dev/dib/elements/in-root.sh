#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# in-root.sh FOLDER HOOKS SCRIPT [BEFORE]: runs a shell script in a made-up system, with HOOKS as /tmp/in_target.d. The system has
# the host's /usr, read-only, and is gone when the script ends, because it is in a mount namespace of its own. The script BEFORE
# runs on the host, when the system is there.
set -eu
set -o pipefail

root=$1
hooks=$2
script=$3
before=${4:-}

mount -t tmpfs -o mode=0755 tmpfs "$root"
cd "$root"
mkdir -p dev etc/sudoers.d etc/skel home root run tmp usr var/lib var/log .local .systemd
chmod 1777 tmp
for link in bin lib lib64 sbin; do
    ln -s "usr/$link" "$link"
done
# A link into /etc on Debian.
mkdir etc/alternatives
ln -s "$(readlink -f "$(command -v awk)")" etc/alternatives/awk
mount --rbind /usr usr
# As an ordinary user nothing can be written there anyway.
mount -o remount,bind,ro usr 2>/dev/null || [ ! -w usr ]
mount --bind .local usr/local
mount --bind .systemd usr/lib/systemd
for device in null zero urandom; do
    : >"dev/$device"
    mount --bind "/dev/$device" "dev/$device"
done

echo 'root:x:0:0:root:/root:/bin/bash' >etc/passwd
printf '%s\n' root:x:0: sudo:x:27: audio:x:29: >etc/group
echo 'root:*:19000:0:99999:7:::' >etc/shadow
printf '%s\n' 'root:*::' 'sudo:*::' 'audio:*::' >etc/gshadow
chmod 0640 etc/shadow etc/gshadow
echo 'shell' >etc/skel/.profile
printf 'root ALL=(ALL:ALL) ALL\n@includedir /etc/sudoers.d\n' >etc/sudoers
chmod 0440 etc/sudoers
cp -r /etc/login.defs /etc/nsswitch.conf /etc/pam.d etc/
cp -a "$hooks" tmp/in_target.d

if [ -n "$before" ]; then
    TARGET_ROOT=$root TMP_MOUNT_PATH=$root bash -euc "hooks=$hooks"$'\n'"$before"
fi
exec chroot . /bin/bash -euc "$script"
