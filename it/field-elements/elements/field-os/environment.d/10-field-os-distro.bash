export DISTRO_NAME=debian
export DIB_RELEASE=${DIB_RELEASE:-bookworm}
export DIB_INIT_SYSTEM=systemd
# no networking of its own
export DIB_APT_MINIMAL_CREATE_INTERFACES=0
