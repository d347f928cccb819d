# SPDX-License-Identifier: Apache-2.0
"""Looks the node up that this machine is, then tells Ironic every now and then that it is there."""

import json
import pathlib
import socket
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

from ironic_lib import utils

from ironic_python_agent import api

VERSION = "6.4.0"
PORT = 9999


def addresses(root="/sys/class/net"):
    """The hardware addresses of the network interfaces but loopback, in order."""
    found = (
        interface.joinpath("address").read_text().strip()
        for interface in pathlib.Path(root).iterdir()
        if interface.name != "lo"
    )
    return sorted(set(found))


def call(url, body=None):
    """Sends a request to Ironic; what it answers, from JSON."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json", "Accept": "application/json"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        text = answer.read()
    return json.loads(text.decode()) if text.strip() else {}


def lookup(url):
    """Asks for the node until Ironic knows it; the network may not be there yet."""
    question = url + "/v1/lookup?" + urllib.parse.urlencode({"addresses": ",".join(addresses())})
    while True:
        try:
            return call(question)
        except (urllib.error.URLError, socket.timeout, ValueError) as error:
            print("Ironic does not know this machine yet: %s" % error, flush=True)
            time.sleep(5)


def own_address(url):
    """The address of this machine that Ironic reaches it at."""
    where = urllib.parse.urlsplit(url)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect((where.hostname, where.port or 80))
        return probe.getsockname()[0]


def main():
    url = utils.kernel_parameters(pathlib.Path("/proc/cmdline").read_text()).get("ipa-api-url", "").rstrip("/")
    print("Agent %s starts on Python %d.%d" % ((VERSION,) + sys.version_info[:2]), flush=True)
    started = time.time()
    api.serve(lambda: {"version": VERSION, "started_at": started}, PORT)
    if not url:
        print("There is no ipa-api-url on the kernel's command line: nobody is told of this machine", flush=True)
        while True:
            time.sleep(3600)
    answer = lookup(url)
    node = answer["node"]["uuid"]
    print("This machine is the node %s" % node, flush=True)
    callback = "http://%s:%d" % (own_address(url), PORT)
    while True:
        try:
            call(url + "/v1/heartbeat/" + node, {"callback_url": callback, "agent_version": VERSION})
            print("Heartbeat of %s sent" % node, flush=True)
        except (urllib.error.URLError, socket.timeout) as error:
            print("Heartbeat failed: %s" % error, flush=True)
        time.sleep(answer.get("config", {}).get("heartbeat_timeout", 30) / 3)
