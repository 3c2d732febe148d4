"""A pupil's session in a process of its own, in a sandbox where there is one: messages in and out, a line each."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any

from classroom.session.session import Session
from firmware.project import find, names
from sim.world.simulation import Simulation

ALIVE = b'{"kind":"alive"}'
ALIVE_S = 1.0  # real seconds between two signs of life
WARM_S = 2.0  # virtual


def main(hear: Iterator[bytes], say: Callable[[bytes], None]) -> None:
    """Carry messages to one session and back until no more come."""
    lines: SimpleQueue[bytes | None] = SimpleQueue()
    Thread(target=_listen, args=(hear, lines), daemon=True).start()
    wall, sleepless = time.monotonic, lines.get

    def send(message: dict[str, Any]) -> None:
        say(json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode(errors="replace"))

    session = Session(send, wall)
    say(ALIVE)
    alive_at = wall() + ALIVE_S
    while True:
        left_s = session.go_on()
        if wall() >= alive_at:
            say(ALIVE)
            alive_at = wall() + ALIVE_S
        try:
            line = sleepless(timeout=min(left_s, ALIVE_S)) if left_s > 0.0 else lines.get_nowait()
        except Empty:
            continue
        if line is None:
            session.close()
            return
        session.receive_line(line)


def _listen(hear: Iterator[bytes], lines: SimpleQueue[bytes | None]) -> None:
    for line in hear:
        lines.put(line)
    lines.put(None)


def warm_up() -> None:
    """Import all that a run imports, before anything of a pupil's is here."""
    for name in names():
        with Simulation(find(name)) as simulation:
            simulation.advance(WARM_S)
