"""What 1,100 clients that never end their requests take away from everybody else at a hub.

Run it: python bench/slow_clients.py [--seconds 30] [--clients 1100] [--files 1024] [--only KIND] [--json]

The hub is the real command with a limit of open files. The slow clients come again a second after they were ended, and
send a byte every two seconds. Meanwhile another client asks the page and logs in at the broker twice a second, from the
same address (except in `many`, where the slow ones have eleven addresses). Goal: each answer within a second, and five
minutes (--seconds 300) write under 100 kB of log.
"""

from __future__ import annotations

import argparse
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

HOME = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HOME))

from bench._slow import HALF_CONNECT, HALF_HTTP, Kind, SlowClients  # noqa: E402  # the path comes first
from hub.broker.mosquitto import free_port  # noqa: E402
from web.this_computer import allow_files  # noqa: E402

GOAL_S = 1.0
GOAL_LOG_BYTES = 100_000
EVERY_S = 0.5
TIMEOUT_S = 10.0
STARTS_S = 60.0
LOGIN = b"\x10\x17\x00\x04MQTT\x04\x82\x00\x3c\x00\x04good\x00\x05otter"  # a node by its name alone, from this machine
WELCOME = b"\x20\x02\x00\x00"


class Hub(NamedTuple):
    """A running hub."""

    process: subprocess.Popen[bytes]
    port: int
    page_port: int
    log: Path


@contextmanager
def running_hub(folder: Path, files: int) -> Iterator[Hub]:
    """The real command with at most so many open files; it may not raise that."""
    port, page_port, log = free_port(), free_port(), folder / "hub.log"
    command = [sys.executable, "-P", "-m", "highland", "hub", "--data", str(folder / "hub")]
    command += ["--port", str(port), "--page-port", str(page_port)]
    limited = ["sh", "-c", f'ulimit -n {files}; exec "$@"', "sh", *command]
    env = os.environ | {"PYTHONPATH": str(HOME)}
    with open(log, "wb") as out:
        process = subprocess.Popen(limited, stdout=out, stderr=out, cwd=HOME, env=env)
    try:
        until = time.monotonic() + STARTS_S
        while ask_page(page_port) is None or ask_broker(port) is None:
            if time.monotonic() > until or process.poll() is not None:
                raise SystemExit(log.read_text(encoding="utf-8"))
            time.sleep(0.2)
        yield Hub(process, port, page_port, log)
    finally:
        process.terminate()
        process.wait()


def ask_page(port: int) -> float | None:
    """How long the page took to answer; None when it did not."""
    begin = time.monotonic()
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=TIMEOUT_S) as answer:
            answer.read()
    except OSError:
        return None
    return time.monotonic() - begin


def ask_broker(port: int) -> float | None:
    """How long a login took; None when there was none."""
    begin = time.monotonic()
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=TIMEOUT_S) as line:
            line.sendall(LOGIN)
            welcome = line.recv(4)
            line.sendall(b"\xe0\x00")
    except OSError:
        return None
    return time.monotonic() - begin if welcome == WELCOME else None


def measure(hub: Hub, what: str, clients: int, seconds: float) -> dict[str, Any]:
    """One kind of slow client for so long."""
    import psutil

    http, mqtt = Kind(hub.page_port, HALF_HTTP), Kind(hub.port, HALF_CONNECT)
    kinds = {"http": [http], "mqtt": [mqtt]}.get(what, [http, mqtt])
    program, log_before = psutil.Process(hub.process.pid), hub.log.stat().st_size
    rss_before = program.memory_info().rss
    took: dict[str, list[float | None]] = {"page": [], "broker": []}
    most_files = 0
    source = (lambda number: f"127.0.1.{number % 11 + 1}") if what == "many" else (lambda number: "127.0.0.1")
    with SlowClients(kinds, clients, source) as slow:
        slow.all_there.wait(STARTS_S)
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            took["page"].append(ask_page(hub.page_port))
            took["broker"].append(ask_broker(hub.port))
            most_files = max(most_files, program.num_fds())
            time.sleep(EVERY_S)
        held, opened = slow.held, slow.opened
    found: dict[str, Any] = {"what": what, "clients": clients, "seconds": seconds, "opened": opened, "held": held}
    for name, each in took.items():
        found[f"{name}_asked"] = len(each)
        found[f"{name}_no_answer"] = each.count(None)
        found[f"{name}_median_s"] = round(sorted(one or TIMEOUT_S for one in each)[len(each) // 2], 3)
        found[f"{name}_late"] = sum((one or TIMEOUT_S) > GOAL_S for one in each)
        found[f"{name}_longest_s"] = round(max((one for one in each if one is not None), default=-1.0), 3)
    found["log_bytes"] = hub.log.stat().st_size - log_before
    found["files_most"] = most_files
    found["rss_mb"] = [round(one / 1e6, 1) for one in (rss_before, program.memory_info().rss)]
    found["good"] = (
        found["page_no_answer"] == found["broker_no_answer"] == 0
        and max(found["page_longest_s"], found["broker_longest_s"]) < GOAL_S
        and found["log_bytes"] < GOAL_LOG_BYTES
    )
    return found


def main() -> int:
    """Print a line for each kind; 1 when a goal was missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=30.0, help="for each kind of client (default 30)")
    parser.add_argument("--clients", type=int, default=1_100)
    parser.add_argument("--files", type=int, default=1_024, help="open files that the hub may have (default 1024)")
    parser.add_argument("--only", choices=("http", "mqtt", "mixed", "many"))
    parser.add_argument("--json", action="store_true", help="one JSON line for each kind")
    asked = parser.parse_args()
    allow_files()
    good = True
    with tempfile.TemporaryDirectory(prefix="slow-") as folder, running_hub(Path(folder), asked.files) as hub:
        for what in [asked.only] if asked.only else ["http", "mqtt", "mixed", "many"]:
            found = measure(hub, what, asked.clients, asked.seconds)
            good = good and found["good"]
            if asked.json:
                print(json.dumps(found), flush=True)
                continue
            print(
                f"{what:5} {asked.clients} slow clients, {asked.seconds:g} s ({found['opened']} connections opened, "
                f"{found['held']} held): page {found['page_no_answer']} of {found['page_asked']} without an answer, "
                f"{found['page_late']} late, median {found['page_median_s']} s, longest {found['page_longest_s']} s; "
                f"broker {found['broker_no_answer']} of {found['broker_asked']}, {found['broker_late']} late, "
                f"median {found['broker_median_s']} s, longest {found['broker_longest_s']} s; "
                f"{found['log_bytes']} bytes of log, at most "
                f"{found['files_most']} files, {found['rss_mb'][0]} -> {found['rss_mb'][1]} MB"
                f"{'' if found['good'] else '  MISSED'}",
                flush=True,
            )
        print(hub.log.read_text(encoding="utf-8")[-1500:], file=sys.stderr)
    return 0 if good else 1


if __name__ == "__main__":
    raise SystemExit(main())
