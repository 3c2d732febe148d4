"""Does a class need anything but its own network? Every packet to anywhere else is counted while a whole lesson runs.

Run it: python bench/class_packets.py [--lesson PYTEST_PATH]

In a network namespace of its own, whose only device is the loopback, with a second address as a school's router would
give it (192.0.2.2) and default routes, so that a packet to the internet can be sent and is seen: `highland classroom`,
a teacher and three pupils in Chromium (tests/classroom/whole), and the kernel's counters on all that goes to neither
address. Chromium runs as in all tests: left alone it asks for updates (update.googleapis.com) and for what the fields
of a form mean (content-autofill.googleapis.com), whatever page it shows; tests/conftest.py has the switches. First a
control: packets sent on purpose are counted. Needs Linux, root, unshare, ip, nft and Chromium; where one is missing it
says SKIPPED, and why. Ends with 1 if a packet tried to leave, or the control was not counted.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

HOME = Path(__file__).resolve().parent.parent
SKIPPED = "SKIPPED: the packets of a class were NOT counted: {reason}"
TOOLS = ("unshare", "ip", "nft", "chromium")
LESSON = "tests/classroom/whole/test_lesson.py"
OWN = "192.0.2.2"
CONTROLS = ((socket.AF_INET, "203.0.113.9"), (socket.AF_INET6, "2001:db8::9"), (socket.AF_INET, "224.0.0.251"))
RULES = f"""
table inet class {{
  set to4 {{ typeof ip daddr . meta l4proto . th dport; flags dynamic; counter; }}
  set to6 {{ typeof ip6 daddr . meta l4proto . th dport; flags dynamic; counter; }}
  counter inside {{ }}
  counter left {{ }}
  chain out {{
    type filter hook output priority 0; policy accept;
    ip daddr != 127.0.0.0/8 ip daddr != {OWN} add @to4 {{ ip daddr . meta l4proto . th dport }}
    ip6 daddr != ::1 add @to6 {{ ip6 daddr . meta l4proto . th dport }}
    ip daddr != 127.0.0.0/8 ip daddr != {OWN} counter name left drop
    ip6 daddr != ::1 counter name left drop
    counter name inside
  }}
}}
"""


def run(*words: str, given: str | None = None) -> str:
    """What a command prints; it must work."""
    return subprocess.run(words, input=given, capture_output=True, text=True, check=True).stdout


def network() -> None:
    """The loopback as the only way out, and counters on it."""
    run("ip", "link", "set", "lo", "up")
    run("ip", "address", "add", f"{OWN}/24", "dev", "lo")
    run("ip", "route", "add", "default", "dev", "lo")
    with contextlib.suppress(subprocess.CalledProcessError):  # a kernel without IPv6
        run("ip", "-6", "route", "add", "default", "dev", "lo")
    run("nft", "-f", "-", given=RULES)


def counted() -> tuple[int, int, list[str]]:
    """Packets that tried to leave, those that stayed, and where the first went: address, protocol, port, how many."""
    listed: list[dict[str, Any]] = json.loads(run("nft", "-j", "list", "table", "inet", "class"))["nftables"]
    counters = {each["counter"]["name"]: each["counter"]["packets"] for each in listed if "counter" in each}
    places = []
    for each in listed:
        for found in each.get("set", {}).get("elem", []):
            address, protocol, port = found["elem"]["val"]["concat"]
            places.append(f"{address} {protocol} {port}: {found['elem']['counter']['packets']}")
    return counters["left"], counters["inside"], places


def control() -> int:
    """Packets sent away on purpose; gives how many could be sent at all."""
    sent = 0
    for family, address in CONTROLS:
        with contextlib.suppress(OSError), socket.socket(family, socket.SOCK_DGRAM) as line:
            with contextlib.suppress(PermissionError):  # so the kernel says that the packet was dropped
                line.sendto(b"control", (address, 5353))
            sent += 1
    return sent


def inside(lesson: str) -> int:
    """All of it, in the namespace."""
    network()
    sent = control()
    left, _, places = counted()
    print(f"control: {sent} packets sent away on purpose, {left} counted ({', '.join(places)})", flush=True)
    if not sent or left != sent:
        print("WRONG: the counters do not see what leaves")
        return 1
    run("nft", "delete", "table", "inet", "class")
    run("nft", "-f", "-", given=RULES)
    words = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-m", "long or not long", lesson]
    done = subprocess.run(words, cwd=HOME, capture_output=True, text=True, check=False)
    print(done.stdout.strip().splitlines()[-1])
    if done.returncode:
        print(done.stdout[-3000:])
    left, stayed, places = counted()
    print(f"a whole lesson: {stayed} packets on this computer, {left} tried to leave (goal: 0)")
    for place in places:
        print(f"  {place}")
    return 1 if left or done.returncode or not stayed else 0


def missing() -> str | None:
    """Why it cannot be done here."""
    if sys.platform != "linux":
        return "it needs Linux"
    if os.geteuid() != 0:
        return "it needs root"
    absent = [tool for tool in TOOLS if shutil.which(tool) is None]
    if absent:
        return f"install {', '.join(absent)}"
    tried = subprocess.run(
        ["unshare", "-n", "nft", "-f", "-"], input=RULES, capture_output=True, text=True, check=False
    )
    return tried.stderr.strip().splitlines()[0] if tried.returncode else None


def main() -> int:
    """Print what was counted."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lesson", default=LESSON, help="the test that is the class")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.inside:
        return inside(asked.lesson)
    reason = missing()
    if reason is not None:
        print(SKIPPED.format(reason=reason))
        return 0
    words = ["unshare", "-n", sys.executable, str(Path(__file__).resolve()), "--inside", "--lesson", asked.lesson]
    return subprocess.run(words, env=os.environ | {"PYTHONPATH": str(HOME)}, check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main())
