# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# What elements of a distribution would say: read from the tree as soon as there is one. The file is not sourced: nobody has checked
# what is in it.
dib_image_base_tree=$TMP_MOUNT_PATH
if [ -d /tmp/in_target.d ]; then
    dib_image_base_tree=
fi
if [ -z "${DISTRO_NAME:-}" ] && [ -f "$dib_image_base_tree/usr/lib/os-release" ]; then
    # By the shell alone: a base need not have sed. Of several lines the last one counts, as for a shell that sources the file.
    dib_image_base_says() {
        local key value='' said=''
        while IFS='=' read -r key value || [ -n "$key" ]; do
            if [ "$key" = "$1" ]; then
                said=${value//[^A-Za-z0-9._-]/}
            fi
        done <"$dib_image_base_tree/usr/lib/os-release"
        printf '%s' "${said:0:64}"
    }
    DISTRO_NAME=$(dib_image_base_says ID)
    case $DISTRO_NAME in
        opensuse*) DISTRO_NAME=opensuse ;;
    esac
    if [ -z "${DIB_RELEASE:-}" ]; then
        DIB_RELEASE=$(dib_image_base_says VERSION_CODENAME)
        if [ -z "$DIB_RELEASE" ] || { [ "$DISTRO_NAME" != debian ] && [ "$DISTRO_NAME" != ubuntu ]; }; then
            DIB_RELEASE=$(dib_image_base_says VERSION_ID)
        fi
    fi
    export DISTRO_NAME DIB_RELEASE
    export DIB_INIT_SYSTEM=${DIB_INIT_SYSTEM:-systemd}
    export EFI_BOOT_DIR=${EFI_BOOT_DIR:-EFI/$DISTRO_NAME}
    unset -f dib_image_base_says
fi
unset dib_image_base_tree
