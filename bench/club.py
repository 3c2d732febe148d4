"""A whole province on one hub: 797 nodes with a record a minute, and 400 with one a second, for both brokers.

Run it: python bench/club.py [--seconds 60] [--json]

The nodes are clients of another process. The hub's CPU and memory are those of its program; with mosquitto the broker's
own are shown beside them, with the embedded broker they are included. One delay is from a node's sending until the hub
has it,
the other until the hub's mark is back at the node; it is sent after the commit, in rounds.
Goal: the embedded broker handles 400 records a second on one core.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import Any

HOME = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HOME))

from bench._club import BROKERS, Club  # noqa: E402  # the path comes first
from hub.access.accounts import invite  # noqa: E402

CASES = ((797, 60.0), (400, 1.0))  # nodes, seconds between two records


def measure(broker: str, nodes: int, every_s: float, seconds: float) -> dict[str, Any]:
    """One case; what it cost and how long the records took."""
    import psutil

    with tempfile.TemporaryDirectory(prefix="club-") as name:
        club = Club(broker, Path(name) / "hub")
        names = {each: invite(club.folder, each) for each in (f"sim-red-heron-{n}" for n in range(1, nodes + 1))}
        with club:
            assert club.hub is not None
            programs = {"hub": psutil.Process(club.hub.pid)}
            if club.mosquitto is not None and club.mosquitto.process is not None:
                programs["mosquitto"] = psutil.Process(club.mosquitto.process.pid)
            before = {each: cpu_s(program) for each, program in programs.items()}
            begin = time.monotonic()
            command = [sys.executable, str(HOME / "bench" / "_mqtt_load.py"), "127.0.0.1", str(club.port)]
            ended = subprocess.run(
                [*command, str(every_s), str(seconds)],
                input=json.dumps(names),
                capture_output=True,
                text=True,
                check=False,
            )
            took_s = time.monotonic() - begin
            if ended.returncode:
                raise SystemExit(ended.stderr[-2000:])
            used = {each: cpu_s(program) - before[each] for each, program in programs.items()}
            with closing(sqlite3.connect(club.store)) as db:
                late = sorted(row[0] for row in db.execute("SELECT received - ts FROM records"))
            memory = {each: program.memory_info().rss / 1e6 for each, program in programs.items()}
    found: dict[str, Any] = {"broker": broker, "nodes": nodes, "every_s": every_s} | json.loads(ended.stdout)
    found["in_hub_p50_ms"], found["in_hub_p99_ms"] = late[len(late) // 2], late[int(len(late) * 0.99)]
    for each in used:
        found[f"{each}_cpu_pct"] = round(100.0 * used[each] / took_s, 1)
        found[f"{each}_mb"] = round(memory[each], 1)
    return found


def cpu_s(program: Any) -> float:
    """User and system seconds of a program so far."""
    times = program.cpu_times()
    return float(times.user + times.system)


def main() -> int:
    """Print the table; 1 when a record was not acknowledged."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60.0, help="of load, for each case (default 60)")
    parser.add_argument("--json", action="store_true", help="one JSON line for each case")
    asked = parser.parse_args()
    good = True
    for nodes, every_s in CASES:
        for broker in BROKERS:
            print(f"{broker}, {nodes} nodes every {every_s:g} s ...", file=sys.stderr, flush=True)
            found = measure(broker, nodes, every_s, asked.seconds)
            good = good and found["sent"] == found["acknowledged"] > 0
            if asked.json:
                print(json.dumps(found))
                continue
            cost = ", ".join(
                f"{each} {found[f'{each}_cpu_pct']} % of a core, {found[f'{each}_mb']} MB"
                for each in ("hub", "mosquitto")
                if f"{each}_mb" in found
            )
            print(
                f"{broker:9} {nodes} nodes every {every_s:g} s: {found['acknowledged']} of {found['sent']} arrived, "
                f"in the hub p50 {found['in_hub_p50_ms']} ms, p99 {found['in_hub_p99_ms']} ms, "
                f"acknowledged p50 {found['p50_ms']} ms, p99 {found['p99_ms']} ms; {cost}"
            )
    return 0 if good else 1


if __name__ == "__main__":
    raise SystemExit(main())
