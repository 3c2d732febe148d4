"""The kernel's rules before mosquitto count connections by address: tried in network namespaces of their own."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

RULES = Path(__file__).parents[3] / "flash" / "services" / "units" / "highland-broker.nft"

# In a namespace: a link to a second one, the rules twice (they replace themselves), a listener, and callers from there.
PLAY = """
import subprocess, socket, sys
rules, callers = sys.argv[1:]
far = subprocess.Popen(["unshare", "-n", "sh", "-c", "echo; exec cat"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
far.stdout.readline()
def sh(words, there=False):
    subprocess.run([*(["nsenter", "-t", str(far.pid), "-n"] if there else []), *words.split()], check=True)
sh("ip link set lo up")
sh(f"ip link add name near0 type veth peer name far0 netns {far.pid}")
for here, name, hosts in ((False, "near0", [1]), (True, "far0", [2, 3])):
    for host in hosts:
        sh(f"ip addr add 10.9.0.{host}/24 dev {name}", here)
        sh(f"ip -6 addr add fd00:9::{host}/64 dev {name} nodad", here)
    sh(f"ip link set {name} up", here)
sh(f"nft -f {rules}")
sh(f"nft -f {rules}")
listener = socket.create_server(("::", 1883), family=socket.AF_INET6, dualstack_ipv6=True, backlog=1000)
sh(f"{sys.executable} {callers}", there=True)
near = [socket.create_connection(("127.0.0.1", 1883)) for _ in range(200)]
print("here", len(near))
far.stdin.close()
"""
CALLERS = """
import socket
def opened(caller, count, to):
    found = []
    for _ in range(count):
        try:
            found.append(socket.create_connection((to, 1883), timeout=5, source_address=(caller, 0)))
        except ConnectionRefusedError:
            pass
    print(caller, len(found), flush=True)
    return found
first = opened("10.9.0.2", 140, "10.9.0.1")
second = opened("10.9.0.3", 20, "10.9.0.1")
subnet = [opened("fd00:9::2", 100, "fd00:9::1"), opened("fd00:9::3", 40, "fd00:9::1")]
"""


def may_have_namespaces() -> bool:
    found = all(shutil.which(each) for each in ("unshare", "nsenter", "nft", "ip"))
    return found and subprocess.run(["unshare", "-n", "nft", "list", "ruleset"], capture_output=True).returncode == 0


@pytest.mark.skipif(not may_have_namespaces(), reason="needs root, nftables and network namespaces")
def test_one_address_has_so_many_connections_and_takes_none_from_others(tmp_path):
    for name, text in (("play.py", PLAY), ("callers.py", CALLERS)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    command = ["unshare", "-n", sys.executable, str(tmp_path / "play.py"), str(RULES), str(tmp_path / "callers.py")]
    played = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert played.returncode == 0, played.stderr
    found = dict(line.split() for line in played.stdout.splitlines())
    assert found == {"10.9.0.2": "128", "10.9.0.3": "20", "fd00:9::2": "100", "fd00:9::3": "28", "here": "200"}
