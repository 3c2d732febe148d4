"""The Python end of a browser's worker: one session whose messages are JSON texts. worker.js has the other end."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from classroom.browser import threads
from classroom.browser.law_watch import MONITORING, LawWatch
from classroom.browser.own_programs.here import programs_here
from classroom.programs.routed import take
from classroom.session.session import Session
from firmware.project import find
from sim.world.simulation import Simulation

NEVER_S = 1e6
WARM_S = 2.0  # virtual


class InWorker:
    """A session; `post` takes each of its messages to the page."""

    def __init__(self, post: Callable[[str], object]) -> None:
        self._post = post
        self._session = Session(self._send)
        threads.install()
        self._programs = programs_here(self._send)
        self._watch = LawWatch(lambda: post('{"_busy":true}'))
        if MONITORING is not None:
            self._watch.install()

    def receive(self, line: str) -> None:
        """A message of the page: for the board of a project, or for a program of the pupil's own."""
        self._watch.begins()
        take(line, self._session, self._programs)

    def go_on(self) -> float:
        """One slice of work; real seconds until the next is due, -1: only a message brings more."""
        self._watch.begins()
        left_s = min(self._session.go_on(), self._programs.go_on())
        return left_s if left_s < NEVER_S else -1.0

    def _send(self, message: dict[str, Any]) -> None:
        self._post(json.dumps(message, ensure_ascii=False, separators=(",", ":")))


def warm_up(name: str) -> None:
    """Run a project for a moment, so that a picture of the memory holds all that a run imports."""
    with Simulation(find(name)) as simulation:
        simulation.advance(WARM_S)
