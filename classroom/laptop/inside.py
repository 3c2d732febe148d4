"""A pupil's session in a process of its own, in a sandbox where there is one: messages in and out, a line each."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any

from classroom.programs.lines import LineMail
from classroom.programs.programs import Programs
from classroom.programs.routed import take
from classroom.programs.run import ProgramRun
from classroom.session.session import Session
from firmware.project import find, names
from sim.world.simulation import Simulation

ALIVE = b'{"kind":"alive"}'
ALIVE_S = 1.0  # real seconds between two signs of life
WARM_S = 2.0  # virtual


BUSY_S = 0.3  # chosen: real seconds after which a program that was told to stop, and has not looked, is interrupted

LEAVE = os._exit  # the real one: a program that runs is given another


def main(hear: Iterator[bytes], say: Callable[[bytes], None]) -> None:
    """Carry messages to one session, or to a program of the pupil's own, and back until no more come."""
    _InProcess(say).run(hear)


class _InProcess:
    """All that one process does."""

    def __init__(self, say: Callable[[bytes], None]) -> None:
        self._say = say
        self._wall, self._rest = time.monotonic, time.sleep  # real ones: a program may be given others
        self._lines: SimpleQueue[bytes | None] = SimpleQueue()
        self._alive_at = 0.0
        self._session = Session(self._send, self._wall)
        self._programs = Programs(self._send, self._mail, lambda run: run(), on_stuck=lambda: LEAVE(1))

    def run(self, hear: Iterator[bytes]) -> None:
        """Until no more lines come."""
        Thread(target=self._listen, args=(hear,), daemon=True).start()
        while True:
            self._alive()
            left_s = self._session.go_on()
            try:
                line = self._lines.get(timeout=min(left_s, ALIVE_S)) if left_s > 0.0 else self._lines.get_nowait()
            except Empty:
                continue
            if line is None:
                self._session.close()
                return
            self._receive(line)

    def _receive(self, line: bytes) -> None:
        take(line, self._session, self._programs)

    def _mail(self) -> LineMail:
        return LineMail(self._lines, self._receive, self._alive)

    def _alive(self) -> None:
        now = self._wall()
        if now >= self._alive_at:
            self._alive_at = now + ALIVE_S
            self._say(ALIVE)

    def _send(self, message: dict[str, Any]) -> None:
        self._say(json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode(errors="replace"))

    def _listen(self, hear: Iterator[bytes]) -> None:
        for line in hear:
            run = self._programs.run
            stops = run.stops if isinstance(run, ProgramRun) else 0
            self._lines.put(line)
            if b'"stop"' in line and isinstance(run, ProgramRun):
                self._rest(BUSY_S)
                if self._programs.run is run and run.stops == stops:
                    run.interrupt()
        self._lines.put(None)


def warm_up() -> None:
    """Import all that a run imports, before anything of a pupil's is here."""
    for name in names():
        with Simulation(find(name)) as simulation:
            simulation.advance(WARM_S)
