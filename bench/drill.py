"""Kill everything, again and again, and count what is missing in the hub's store: nothing may be.

Run it: python bench/drill.py [--seconds 120] [--nodes 4] [--per-second 20] [--seed 0] [--broker both] [--json]

Nodes with the real outbox and courier send numbers through a proxy to a hub, over the embedded broker or Debian's
mosquitto. At random moments a node, the broker or the hub is killed (SIGKILL) and started again, and the line is cut,
held or half closed. Then everything is repaired and drained. Everything that a node had written into its outbox must be
in the store exactly once and in order; numbers that were still in a killed node's memory (0.2 s here, a minute on a
board) are counted apart. Exit 1 when one is lost, doubled or out of order."""

from __future__ import annotations

import argparse
import json
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from typing import Any

HOME = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HOME))

from bench._club import BROKERS, Club  # noqa: E402  # the path comes first
from bench._proxy import Proxy  # noqa: E402
from hub.access.accounts import invite  # noqa: E402
from telemetry.outbox import Outbox  # noqa: E402

DRAINED_TIMEOUT_S = 180.0
CALM_S = (1.0, 4.0)  # between two failures
DOWN_S = (0.2, 2.0)  # how long something stays down


class Node:
    """A node's program, which can be killed."""

    def __init__(self, name: str, url: str, folder: Path, per_s: float) -> None:
        self.name, self.folder = name, folder
        self._command = [sys.executable, str(HOME / "bench" / "_node.py"), url, str(folder), name, str(per_s)]
        self.start()

    def start(self) -> None:
        """Start it; it continues counting where it was."""
        with (self.folder / f"{self.name}.log").open("ab") as log:
            self.process = subprocess.Popen(self._command, stdout=log, stderr=log)

    def kill(self) -> None:
        """kill -9."""
        self.process.kill()
        self.process.wait()

    def drain(self, until_s: float) -> bool:
        """Let it send what is queued and end; returns whether it did so in time."""
        self.process.terminate()
        try:
            self.process.wait(max(0.1, until_s - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.kill()
            return False
        return True


def drill(broker: str, seconds: float, nodes: int, per_s: float, seed: int) -> dict[str, Any]:
    """One drill; what was counted."""
    rng = random.Random(f"{broker} {seed}")
    blows: Counter[str] = Counter()
    with tempfile.TemporaryDirectory(prefix="drill-") as name:
        folder = Path(name)
        club = Club(broker, folder / "hub")
        names = [f"sim-red-heron-{number}" for number in range(1, nodes + 1)]
        passwords = {each: invite(club.folder, each) for each in names}
        with club, Proxy(club.port) as proxy:
            url = f"@127.0.0.1:{proxy.port}"
            running = [Node(each, f"mqtt://{each}:{passwords[each]}{url}", folder, per_s) for each in names]
            end_s = time.monotonic() + seconds
            try:
                while time.monotonic() < end_s:
                    time.sleep(rng.uniform(*CALM_S))
                    blows[blow(rng, club, proxy, running)] += 1
                proxy.mend()
                until_s = time.monotonic() + DRAINED_TIMEOUT_S
                drained = sum(each.drain(until_s) for each in running)
            finally:
                for each in running:
                    each.kill()
        found = count(club, folder, names)
    return {"broker": broker, "seed": seed, "seconds": seconds, "blows": dict(blows), "nodes_drained": drained} | found


def blow(rng: random.Random, club: Club, proxy: Proxy, nodes: list[Node]) -> str:
    """Break one thing, wait, repair it; returns its name."""
    kinds = ["node", "hub", "cut", "hold", "half_close"] + (["broker"] if club.mosquitto is not None else [])
    kind = rng.choice(kinds)
    down_s = rng.uniform(*DOWN_S)
    if kind == "node":
        node = rng.choice(nodes)
        node.kill()
        time.sleep(down_s)
        node.start()
    elif kind == "hub":
        club.kill_hub()
        time.sleep(down_s)
        club.start_hub()
    elif kind == "broker":
        assert club.mosquitto is not None
        club.mosquitto.kill()
        time.sleep(down_s)
        club.mosquitto.start()
    else:
        getattr(proxy, kind)()
        time.sleep(down_s)
        proxy.mend()
    return kind


def count(club: Club, folder: Path, names: list[str]) -> dict[str, Any]:
    """Compare what the nodes wrote with what the store has."""
    with closing(sqlite3.connect(club.store)) as db:
        rows = db.execute(
            "SELECT node, epoch, seq, t_s FROM records JOIN outboxes ON outboxes.id = records.outbox"
        ).fetchall()
    kept = {(node, epoch, seq): int(number) for node, epoch, seq, number in rows}
    times = Counter((node, int(number)) for node, _, _, number in rows)
    written = lost = waiting = in_memory = out_of_order = 0
    for name in names:
        lines = [line.split() for line in (folder / f"{name}.ledger").read_text().splitlines()]
        ledger = {(epoch, int(seq)): int(number) for epoch, seq, number in lines}
        written += len(ledger)
        with closing(Outbox(folder / f"{name}.db")) as outbox:
            waits = {(row.epoch, row.seq) for row in outbox.after(0, outbox.newest)}
        missing = [key for key in ledger if (name, *key) not in kept]
        lost += sum(key not in waits for key in missing)
        waiting += sum(key in waits for key in missing)
        in_order = [kept[name, *key] for key in ledger if (name, *key) in kept]
        out_of_order += sum(b <= a for a, b in pairwise(in_order))
        in_memory += int((folder / f"{name}.numbers").read_text()) - sum(of == name for of, _, _ in kept)
    return {
        "written": written,
        "in_store": len(kept),
        "lost": lost,
        "still_in_an_outbox": waiting,
        "doubled": len(rows) - len(kept) + sum(many - 1 for many in times.values()),
        "out_of_order": out_of_order,
        "only_in_memory_when_killed": in_memory,
    }


def main() -> int:
    """Print the figures; 1 when something is lost, doubled or out of order."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=120.0, help="of failures, for each broker (default 120)")
    parser.add_argument("--nodes", type=int, default=4, help="nodes (default 4)")
    parser.add_argument("--per-second", type=float, default=20.0, help="records a second and node (default 20)")
    parser.add_argument("--seed", type=int, default=0, help="decides what is broken when (default 0)")
    parser.add_argument("--broker", choices=(*BROKERS, "both"), default="both", help="which broker (default both)")
    parser.add_argument("--json", action="store_true", help="one JSON line for each broker")
    asked = parser.parse_args()
    good = True
    for broker in BROKERS if asked.broker == "both" else (asked.broker,):
        print(f"{broker}: {asked.seconds:.0f} s of blows ...", file=sys.stderr, flush=True)
        found = drill(broker, asked.seconds, asked.nodes, asked.per_second, asked.seed)
        well = not any(found[each] for each in ("lost", "still_in_an_outbox", "doubled", "out_of_order"))
        good = good and well
        if asked.json:
            print(json.dumps(found))
            continue
        blows = ", ".join(f"{kind} {many}" for kind, many in sorted(found["blows"].items()))
        print(f"{broker}: {found['written']} records written by {asked.nodes} nodes; blows: {blows}")
        print(
            f"    lost {found['lost']}, doubled {found['doubled']}, out of order {found['out_of_order']}, "
            f"not drained {found['still_in_an_outbox']}; "
            f"{found['only_in_memory_when_killed']} were only in a killed node's memory"
        )
    return 0 if good else 1


if __name__ == "__main__":
    raise SystemExit(main())
