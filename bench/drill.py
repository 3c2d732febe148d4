"""Kill everything, again and again, and count what is missing in the hub's store: nothing may be.

Run it: python bench/drill.py [--all] [--seconds 120] [--nodes 4] [--per-second 20] [--seed 0] [--broker both] [--json]

Nodes with the real outbox and courier send numbers through a proxy to a hub, over the embedded broker or Debian's
mosquitto. At random moments a node, the broker or the hub is killed (SIGKILL) and started again, and the line is cut,
held or half closed. With --all (a few minutes a broker) also: an older image is written over a card; a card is copied
and both computers run; two computers have one name; the end of an outbox's log is cut off or damaged; clocks of node
and hub are three days ahead or behind; the disk of node and hub is full (needs root); node and hub are stopped for a
while (SIGSTOP). Each comes at least once, however long that takes.

Then everything is repaired and drained. Everything that a node had written into its outbox must be in the store exactly
once and in order; numbers that were still in a killed node's memory (0.2 s here, a minute on a board) are counted
apart. Two things cannot be saved, and are counted: what was unsent on a card when an older image was written over it
(nobody but this drill knows of it), and what was in the damaged part of a log: of that, the hub must say as much.
Exit 1 when one is lost, doubled or out of order, or lost without a word."""

from __future__ import annotations

import argparse
import json
import random
import signal
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from typing import Any

HOME = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HOME))

from bench._club import BROKERS, Club  # noqa: E402  # the path comes first
from bench._drill_node import TWIN_NUMBERS, Key, Node, SmallDisk  # noqa: E402
from bench._proxy import Proxy  # noqa: E402
from hub.access.accounts import invite  # noqa: E402
from hub.store.interface import NOTES  # noqa: E402

DRAINED_TIMEOUT_S = 180.0
CALM_S = (1.0, 4.0)  # between two failures
DOWN_S = (0.2, 2.0)  # how long something stays down
TOGETHER_S = 8.0  # how long two computers of one name run at the same time
WRONG_S = 3 * 86_400.0  # of a clock
HUB_MB = 64
FAKETIME = next((str(each) for each in Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1")), "")
BAD = ("lost", "still_in_an_outbox", "doubled", "out_of_order", "unsaid")


class Drill:
    """The nodes, the hub and the line between them; each blow breaks one thing, waits, and repairs it."""

    def __init__(
        self, club: Club, proxy: Proxy, nodes: list[Node], disks: dict[str, SmallDisk], rng: random.Random
    ) -> None:
        self.club, self.proxy, self.nodes, self.rng = club, proxy, nodes, rng
        self.twins: list[Node] = []
        self._disks = disks
        self.usual: dict[str, Callable[[], None]] = {
            "node": self._node, "hub": self._hub, "cut": self._line("cut"), "hold": self._line("hold"),
            "half_close": self._line("half_close"),
        }  # fmt: skip
        if club.mosquitto is not None:
            self.usual["broker"] = self._broker
        self.rare: dict[str, Callable[[], None]] = {
            "card_written_back": self._write_back, "card_copied": self._copy, "same_name": self._namesake,
            "log_spoiled": self._spoil_log, "node_stopped": self._stop_node, "hub_stopped": self._stop_hub,
            "node_clock_ahead": lambda: self._node_clock(WRONG_S),
            "node_clock_behind": lambda: self._node_clock(-WRONG_S),
        }  # fmt: skip
        if FAKETIME:
            self.rare["hub_clock_ahead"] = lambda: self._hub_clock("+3d")
            self.rare["hub_clock_behind"] = lambda: self._hub_clock("-3d")
        if all(each.works for each in disks.values()) and disks:
            self.rare["node_disk_full"] = lambda: self._fill(self._disks[self._any().tag])
            self.rare["hub_disk_full"] = lambda: self._fill(self._disks["hub"])

    @property
    def everyone(self) -> list[Node]:
        """All nodes, also those that ran for a while only."""
        return [*self.nodes, *self.twins]

    def _any(self) -> Node:
        return self.rng.choice(self.nodes)

    def _wait(self, longer: float = 0.0) -> None:
        time.sleep(self.rng.uniform(*DOWN_S) + longer)

    def _node(self) -> None:
        node = self._any()
        node.kill()
        self._wait()
        node.start()

    def _hub(self) -> None:
        self.club.kill_hub()
        self._wait()
        self.club.start_hub()

    def _broker(self) -> None:
        assert self.club.mosquitto is not None
        self.club.mosquitto.kill()
        self._wait()
        self.club.mosquitto.start()

    def _line(self, kind: str) -> Callable[[], None]:
        def blow() -> None:
            getattr(self.proxy, kind)()
            self._wait()
            self.proxy.mend()

        return blow

    def _write_back(self) -> None:
        node = self._any()
        with tempfile.TemporaryDirectory(prefix="drill-image-") as name:
            node.image(Path(name))
            self._wait(longer=2.0)
            node.kill()
            node.write_back(Path(name))
        node.start()

    def _copy(self) -> None:
        node = self._any()
        twin = self._twin_of(node)
        node.image(twin.card)
        self._run_together(twin)

    def _namesake(self) -> None:
        self._run_together(self._twin_of(self._any()))

    def _twin_of(self, node: Node) -> Node:
        number = len(self.twins) + 1
        twin = Node(node.name, node.url, node.folder, node.per_s, f"{node.name}.{number}", TWIN_NUMBERS * number)
        self.twins.append(twin)
        return twin

    def _run_together(self, twin: Node) -> None:
        twin.start()
        time.sleep(TOGETHER_S)
        twin.kill()

    def _spoil_log(self) -> None:
        node = self._any()
        self.proxy.cut()  # so that something waits
        self._wait(longer=1.0)
        node.kill()
        node.spoil_log(self.rng)
        self.proxy.mend()
        node.start()

    def _node_clock(self, ahead_s: float) -> None:
        node = self._any()
        node.kill()
        node.start(clock_s=ahead_s)
        self._wait(longer=3.0)
        node.kill()
        node.start()

    def _hub_clock(self, ahead: str) -> None:
        self.club.kill_hub()
        self.club.start_hub({"LD_PRELOAD": FAKETIME, "FAKETIME": ahead, "FAKETIME_DONT_FAKE_MONOTONIC": "1"})
        self._wait(longer=3.0)
        self.club.kill_hub()
        self.club.start_hub()

    def _stop_node(self) -> None:
        with self._any().stopped():
            self._wait(longer=2.0)

    def _stop_hub(self) -> None:
        assert self.club.hub is not None
        self.club.hub.send_signal(signal.SIGSTOP)
        self._wait(longer=2.0)
        self.club.hub.send_signal(signal.SIGCONT)

    def _fill(self, disk: SmallDisk) -> None:
        disk.fill()
        self._wait(longer=3.0)
        disk.clear()


def drill(broker: str, seconds: float, nodes: int, per_s: float, seed: int, everything: bool) -> dict[str, Any]:
    """One drill; what was counted."""
    rng = random.Random(f"{broker} {seed}")
    with tempfile.TemporaryDirectory(prefix="drill-") as name:
        folder = Path(name)
        names = [f"sim-red-heron-{number}" for number in range(1, nodes + 1)]
        disks = {each: SmallDisk(folder / "cards" / each) for each in names} if everything else {}
        if everything:
            disks["hub"] = SmallDisk(folder / "hub", HUB_MB)
        try:
            return {"broker": broker, "seed": seed, "seconds": seconds} | _drill(
                Club(broker, folder / "hub"), folder, names, per_s, rng, seconds, everything, disks
            )
        finally:
            for disk in disks.values():
                disk.close()


def _drill(
    club: Club, folder: Path, names: list[str], per_s: float, rng: random.Random, seconds: float, everything: bool,
    disks: dict[str, SmallDisk],
) -> dict[str, Any]:  # fmt: skip
    passwords = {each: invite(club.folder, each) for each in names}
    blows: Counter[str] = Counter()
    with club, Proxy(club.port) as proxy:
        url = f"@127.0.0.1:{proxy.port}"
        running = [Node(each, f"mqtt://{each}:{passwords[each]}{url}", folder, per_s) for each in names]
        this = Drill(club, proxy, running, disks, rng)
        for each in running:
            each.start()
        deck = rng.sample(sorted(this.rare), len(this.rare)) if everything else []
        end_s = time.monotonic() + seconds
        try:
            while deck or time.monotonic() < end_s:
                time.sleep(rng.uniform(*CALM_S))
                kind = deck.pop() if deck and rng.random() < 0.7 else rng.choice(sorted(this.usual))
                (this.usual | this.rare)[kind]()
                blows[kind] += 1
            proxy.mend()
            until_s = time.monotonic() + DRAINED_TIMEOUT_S
            drained = [each.drain(until_s) for each in this.everyone]
        finally:
            for each in this.everyone:
                each.kill()
    tried = sorted(this.rare) if everything else []
    return {"blows": dict(blows), "rare": tried, "nodes_drained": sum(drained)} | count(club, this.everyone)


def count(club: Club, nodes: list[Node]) -> dict[str, Any]:
    """Compare what the nodes wrote with what the store has, and with what the hub says."""
    with closing(sqlite3.connect(club.store)) as db:
        rows = db.execute(
            "SELECT node, epoch, seq, t_s FROM records JOIN outboxes ON outboxes.id = records.outbox"
        ).fetchall()
        said = dict(db.execute("SELECT reason, sum(times) FROM refused GROUP BY reason"))
    kept = {(node, epoch, seq): int(number) for node, epoch, seq, number in rows}
    times = Counter((node, int(number)) for node, _, _, number in rows)
    found = Counter[str]()
    for node in nodes:
        found.update(_count_node(node, {key[1:]: number for key, number in kept.items() if key[0] == node.name}))
    return {
        **{each: found[each] for each in ("written", "lost", "still_in_an_outbox", "out_of_order")},
        "in_store": len(kept),
        "doubled": len(rows) - len(kept) + sum(many - 1 for many in times.values()),
        "only_in_memory_when_killed": found["in_memory"],
        "on_cards_written_back": found["overwritten"],
        "in_spoiled_logs": found["spoiled"],
        "unsaid": max(0, found["spoiled"] - said.get("gone", 0)),
        "said": dict(sorted(said.items())),
    }


def _count_node(node: Node, kept: dict[Key, int]) -> dict[str, int]:
    ledger, waits = node.ledger(), node.on_card()
    missing = ledger.keys() - kept.keys()
    spoiled = (missing & node.spoiled) - waits
    overwritten = (missing & node.overwritten) - waits - spoiled
    in_order = [kept[key] for key in ledger if key in kept]
    mine = {number for number in kept.values() if node.first < number < node.first + TWIN_NUMBERS}
    return {
        "written": len(ledger),
        "lost": len(missing - waits - spoiled - overwritten),
        "still_in_an_outbox": len(missing & waits),
        "spoiled": len(spoiled),
        "overwritten": len(overwritten),
        "out_of_order": sum(b <= a for a, b in pairwise(in_order)),
        "in_memory": node.given() - len(mine | set(ledger.values())),
    }


def show(found: dict[str, Any]) -> None:
    """The figures for people."""
    blows = ", ".join(f"{kind} {many}" for kind, many in sorted(found["blows"].items()))
    print(f"{found['broker']}: {found['written']} records written; blows: {blows}")
    print(
        f"    lost {found['lost']}, doubled {found['doubled']}, out of order {found['out_of_order']}, "
        f"not drained {found['still_in_an_outbox']}; "
        f"{found['only_in_memory_when_killed']} were only in a killed node's memory"
    )
    if not found["rare"]:
        return
    print(
        f"    cannot be saved: {found['on_cards_written_back']} unsent on cards that were written back, "
        f"{found['in_spoiled_logs']} in damaged logs ({found['unsaid']} of them not said by the hub)"
    )
    said = ", ".join(f"{reason} {many}" for reason, many in found["said"].items() if many)
    noted = ", ".join(each for each in found["said"] if each in NOTES)
    print(f"    the hub counted: {said or 'nothing'} (notes: {noted or 'none'})")
    missing = {"hub_clock_ahead", "node_disk_full"} - set(found["rare"])
    if missing:
        print(f"    NOT TRIED here: {', '.join(sorted(missing))} (needs libfaketime; a full disk needs root)")


def main() -> int:
    """Print the figures; 1 when something is lost, doubled or out of order, or lost without a word."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--all", action="store_true", help="also cards, clocks, disks, names and SIGSTOP (minutes)")
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
        found = drill(broker, asked.seconds, asked.nodes, asked.per_second, asked.seed, asked.all)
        good = good and not any(found[each] for each in BAD)
        if asked.json:
            print(json.dumps(found))
        else:
            show(found)
    return 0 if good else 1


if __name__ == "__main__":
    raise SystemExit(main())
