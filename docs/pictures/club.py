"""The club's page with three simulated devices, in both languages."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from browser import browser, keep

from devices import Message
from firmware.project import find
from hub.page import serving_club
from hub.store.interface import Arrived, Store
from hub.store.sqlite import SqliteStore
from messages import LANGUAGES, translator
from sim.world.simulation import Simulation
from telemetry.card.outbox import PendingRecord
from telemetry.envelope import Times
from telemetry.fields import restore
from telemetry.node import NodeInfo, Telemetry
from telemetry.record import SIM, Content, decode_snapshot, record_of

HERE = Path(__file__).parent
RUN_S = 110 * 60.0
WIDTH, HEIGHT = 1120, 680
RUNS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("sim-green-bamboo", "gas_alarm", {"leak_g_per_h": 100.0, "leak_start_min": 10.0, "ventilation_ach": 0.3}),
    ("sim-gold-lotus", "solar_lamp", {}),
    ("sim-blue-river", "water_filter", {}),
)


class Straight:
    """Carries a node's telemetry into the store without a line between them."""

    def __init__(self, store: Store, node: str) -> None:
        self.orders: SimpleQueue[Any] = SimpleQueue()
        self.waiting = self.dropped = 0
        self.now = self.late_s = 0.0
        self.error, self.lost = None, 0
        self._store, self._node, self._seq = store, node, 0

    def post(self, new: PendingRecord) -> None:
        """Keep a record."""
        self._seq += 1
        content = restore(Content, new.body)
        record = record_of(content, node=self._node, epoch="0" * 16, seq=self._seq, prev=self._seq - 1, ts=new.ts)
        self._store.add([Arrived(record, new.ts, new.ts, "node")])

    def told(self) -> dict[str, Any]:
        """It has nothing to complain of."""
        return {}

    def show(self, state: bytes) -> None:
        """Keep the newest state."""
        self._store.snapshot(self._node, self.now, decode_snapshot(state).as_json())
        self._store.availability(self._node, self.now, True)


def in_both(message: Message) -> dict[str, str]:
    """The sentence in both languages."""
    return {lang: message.render(translator(lang)) for lang in LANGUAGES}


def fill(store: Store, node: str, name: str, settings: dict[str, Any]) -> None:
    """One run that ends now."""
    project, begin = find(name), time.time() - RUN_S
    with Simulation(project, settings=settings) as simulation:
        clock, straight = simulation.clock, Straight(store, node)
        start_s = clock.monotonic()

        def wall() -> float:
            straight.now = begin + clock.monotonic() - start_s
            return straight.now

        who = NodeInfo(node, name, SIM, simulation.law.alarms(), clock)
        times = Times(mono=clock.monotonic, wall=wall, sure=lambda ts: True)
        simulation.loop.sinks.append(Telemetry(who, straight, in_both, times=times))  # type: ignore[arg-type]
        clock.at(start_s + RUN_S - 1.0, simulation.loop.stop)
        simulation.run(RUN_S)


def make() -> None:
    """Write club.en.png and club.vi.png."""
    with tempfile.TemporaryDirectory() as folder, browser() as opened:
        store = SqliteStore(Path(folder) / "club.sqlite")
        for node, project, settings in RUNS:
            fill(store, node, project, settings)
        with serving_club(store) as (server, _):
            for lang in LANGUAGES:
                page = opened(f"{server.url}?lang={lang}", WIDTH, HEIGHT)
                page.locator(".card-sim").nth(len(RUNS) - 1).wait_for()
                keep(page.screenshot(), HERE / f"club.{lang}.png")
        store.close()
