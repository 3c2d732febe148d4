"""The Python end of a browser's worker: one session whose messages are JSON texts. worker.js has the other end."""

from __future__ import annotations

import gc
import importlib
import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from classroom.browser import threads
from classroom.browser.law_watch import MONITORING, LawWatch
from classroom.programs.asked import is_program
from classroom.programs.routed import TakesPrograms, take
from classroom.session.asked import message_of
from classroom.session.refused import Refused
from classroom.session.session import Session
from devices import Message
from firmware.project import find
from sim.world.simulation import Simulation

if TYPE_CHECKING:
    from classroom.browser.own_programs.late import LateArchives

NEVER_S = 1e6
PROGRAMS = "programs"  # the archive with what every program needs
WARM_S = 2.0  # virtual
NOT_BROUGHT = Message("browser.not_brought", "What a program needs did not come from the laptop.")
NOT_BROUGHT_HINT = Message("browser.not_brought.hint", "Is the laptop on? Then run the program again.")


class InWorker:
    """A session; `post` takes each of its messages to the page."""

    def __init__(self, post: Callable[[str], object]) -> None:
        self._post = post
        self._session = Session(self._send)
        threads.install()
        self._programs: TakesPrograms | None = None
        self._late: LateArchives | None = None
        self._watch = LawWatch(
            lambda: post('{"_busy":true}'),
            runs=lambda: post('{"_law":true}'),
            ran=lambda: post('{"_law":false}'),
        )
        if MONITORING is not None:
            self._watch.install()

    def is_here(self, archive: str) -> None:
        """An archive that a program needs has been unpacked. It is imported now, and not by a board's start."""
        importlib.invalidate_caches()
        if archive == PROGRAMS:
            from classroom.browser.own_programs.here import programs_here
            from classroom.browser.own_programs.late import late_archives

            self._programs, self._late = programs_here(self._send), late_archives()
        elif self._late is not None:
            self._late.is_here(archive)

    def receive(self, line: str) -> str:
        """A message of the page: for the board of a project, or for a program of the pupil's own.

        The name of an archive: it is a program, and that is to be brought first. Nothing has changed then.
        """
        self._watch.begins()
        wanted = "" if self._late is None else self._late.wanted(_program_in(line))
        return wanted or ("" if take(line, self._session, self._programs) else PROGRAMS)

    def cannot_bring(self, line: str) -> None:
        """Refuse a program that waited for an archive: it did not come."""
        self._session.refuse(message_of(line), Refused(NOT_BROUGHT, NOT_BROUGHT_HINT))

    def go_on(self) -> float:
        """One slice of work; real seconds until the next is due, -1: only a message brings more."""
        self._watch.begins()
        left_s = self._session.go_on()
        if self._programs is not None:
            left_s = min(left_s, self._programs.go_on())
        return left_s if left_s < NEVER_S else -1.0

    def _send(self, message: dict[str, Any]) -> None:
        self._post(json.dumps(message, ensure_ascii=False, separators=(",", ":")))


def _program_in(line: str) -> object:
    """The text of the program that a message brings, if it does."""
    try:
        message = message_of(line)
    except Refused:
        return None
    return message.get("text") if is_program(message) else None


def warm_up(name: str, with_programs: bool) -> None:
    """Run a project for a moment, so that a picture of the memory holds all that a run imports."""
    with Simulation(find(name)) as simulation:
        simulation.advance(WARM_S)
    if with_programs:
        importlib.import_module("classroom.browser.own_programs.here")
    gc.collect()
