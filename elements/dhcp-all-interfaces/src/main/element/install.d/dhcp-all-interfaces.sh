#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Configures a network interface by DHCP, or all of them. Usage: dhcp-all-interfaces.sh [INTERFACE]
#
# Nothing is written to the configuration of the machine: what is decided here holds until the next boot, when the
# interfaces may be others. The script returns when the interface has an address, or when there is none to be had soon: no
# link within DHCP_LINK_TIMEOUT seconds, no answer within DHCP_TIMEOUT seconds. Then it goes on in the background. It fails
# only if it is called wrongly, because a cable that is not plugged in is no error.
set -eu

settings=${DHCP_SETTINGS:-/etc/default/dhcp-all-interfaces}
if [ -r "$settings" ]; then
    # shellcheck source=/dev/null
    . "$settings"
fi
timeout=${DHCP_TIMEOUT:-30}
link_timeout=${DHCP_LINK_TIMEOUT:-5}
retry_pause=${DHCP_RETRY_PAUSE:-5}

# Elsewhere only in tests.
sysfs=${DHCP_SYSFS:-/sys/class/net}
root=${DHCP_ROOT:-}
runtime=$root/run/dhcp-all-interfaces

say() {
    echo "$1: $2"
}

attribute() {
    cat "$sysfs/$1/$2" 2>/dev/null || true
}

# A card has an address of its own, a VLAN has that of its card; all else (bridges, tunnels, container ends) was made by
# software that also configures it.
is_hardware() {
    case $(attribute "$1" addr_assign_type) in
        0) return 0 ;;
        2)
            case $1 in
                *.*) [ "$(attribute "${1%%.*}" addr_assign_type)" = 0 ] ;;
                *) return 1 ;;
            esac
            ;;
        *) return 1 ;;
    esac
}

# Prints why an interface is none of our business, or nothing.
reason_to_skip() {
    if [ ! -e "$sysfs/$1" ]; then
        echo 'no such interface'
    elif [ "$(attribute "$1" type)" = 772 ]; then
        echo 'loopback'
    elif ! is_hardware "$1"; then
        echo 'not a network card'
    elif [ -e "$sysfs/$1/master" ]; then
        echo 'part of a bridge or bond'
    elif [ -e "$sysfs/$1/wireless" ] || [ -e "$sysfs/$1/phy80211" ]; then
        echo 'wireless, which needs more than DHCP'
    elif client=$(cat "$root/run/dhclient.$1.pid" 2>/dev/null) && kill -0 "$client" 2>/dev/null; then
        echo 'its DHCP client is running'
    elif [ -n "$(ifquery "$1" 2>/dev/null || true)" ]; then
        echo 'configured in /etc/network/interfaces'
    elif [ -e "$root/etc/sysconfig/network-scripts/ifcfg-$1" ] || [ -e "$root/etc/sysconfig/network/ifcfg-$1" ]; then
        echo 'configured in /etc/sysconfig'
    elif systemctl is-active --quiet NetworkManager.service 2>/dev/null; then
        echo 'left to NetworkManager'
    else
        case $(cat "$root/run/systemd/netif/links/$(attribute "$1" ifindex)" 2>/dev/null || true) in
            *ADMIN_STATE=config*) echo 'left to systemd-networkd' ;;
        esac
    fi
}

has_link() {
    # An interface tells of its link only while it is up.
    ip link set dev "$1" up 2>/dev/null || true
    [ "$(attribute "$1" carrier)" = 1 ]
}

wait_for_link() {
    tries=$link_timeout
    until has_link "$1"; do
        if [ "$tries" -le 0 ]; then
            return 1
        fi
        tries=$((tries - 1))
        sleep 1
    done
}

# The client asks on in the background when there is no answer in time; "timeout" is for one that does not.
request_address() {
    if [ -d "$root/etc/network" ] && command -v ifup >/dev/null; then
        mkdir -p "$runtime"
        printf 'iface %s inet dhcp\n' "$1" >"$runtime/$1.interfaces"
        timeout $((timeout * 2)) ifup --force --interfaces="$runtime/$1.interfaces" "$1"
    elif command -v dhclient >/dev/null; then
        timeout $((timeout * 2)) dhclient -4 -pf "/run/dhclient.$1.pid" "$1"
    elif command -v dhcpcd >/dev/null; then
        dhcpcd -4 -t "$timeout" "$1"
    elif command -v udhcpc >/dev/null; then
        udhcpc -b -t "$timeout" -T 1 -i "$1" -p "/run/udhcpc.$1.pid"
    else
        say "$1" 'there is no DHCP client'
        return 1
    fi
}

# The kernel takes addresses from router advertisements by itself; only what DHCPv6 has to say is left to do.
request_ipv6() {
    if ! command -v rdisc6 >/dev/null || ! command -v dhclient >/dev/null; then
        return 0
    fi
    # Router discovery needs a link-local address, and that one takes a moment.
    advertisement=''
    for _ in 1 2 3 4 5; do
        status=0
        advertisement=$(rdisc6 --single --retry 3 "$1" 2>/dev/null) || status=$?
        case $status in
            0) break ;;
            # Nobody answered.
            2) return 0 ;;
        esac
        sleep 1
    done
    mode=''
    while IFS= read -r line; do
        case $line in
            'Stateful address conf.'*Yes*) mode=managed ;;
            'Stateful other conf.'*Yes*) mode=${mode:-other} ;;
        esac
    done <<ADVERTISEMENT
$advertisement
ADVERTISEMENT
    case $mode in
        managed) dhclient -6 -nw -pf "/run/dhclient6.$1.pid" "$1" ;;
        other) dhclient -6 -S -nw -pf "/run/dhclient6.$1.pid" "$1" ;;
    esac
}

keep_trying() {
    while [ -e "$sysfs/$1" ]; do
        if has_link "$1" && request_address "$1"; then
            request_ipv6 "$1"
            return 0
        fi
        sleep "$retry_pause"
    done
}

configure() {
    reason=$(reason_to_skip "$1")
    if [ -n "$reason" ]; then
        say "$1" "skipped: $reason"
    elif ! wait_for_link "$1"; then
        say "$1" 'no link yet, waiting for one in the background'
        keep_trying "$1" &
    elif request_address "$1"; then
        say "$1" 'its DHCP client is running'
        request_ipv6 "$1" &
    else
        say "$1" 'no address yet, trying on in the background'
        keep_trying "$1" &
    fi
}

case ${1:-} in
    -*)
        echo "Usage: $0 [INTERFACE]" >&2
        exit 1
        ;;
    '')
        # All at once: one without an answer must not keep the others waiting.
        for interface in "$sysfs"/*; do
            configure "$(basename "$interface")" &
        done
        wait
        ;;
    *) configure "$1" ;;
esac
