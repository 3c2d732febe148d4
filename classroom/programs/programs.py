"""The programs of one page, one after the other, behind messages: whatever carries the messages calls `receive`."""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping
from math import inf
from typing import Any, Protocol

from classroom.programs.asked import checked, is_for_a_program
from classroom.programs.mail import Mail, Order
from classroom.programs.run import MakeGuard, ProgramRun, Send, real_guard
from classroom.session.asked import id_of
from classroom.session.refused import NOT_KNOWN, Refused
from devices import Message
from messages import translator
from sim.python.swaps import REAL_TIME

RUNS_ALREADY = Message("program.runs_already", "A program is running. Stop it first.")
NONE_RUNS = Message("program.none_runs", "No program is running.")


class Box(Protocol):
    """Where an order for the running program goes."""

    def put(self, order: Order) -> None: ...


class Programs:
    """`enter` is called with what runs a program to its end: it calls that, at once or in a stack that may wait."""

    def __init__(
        self,
        send: Send,
        make_mail: Callable[[], Mail],
        enter: Callable[[Callable[[], None]], object] | None,
        make_guard: MakeGuard = real_guard,
        on_stuck: Callable[[], object] | None = None,
        wall: Callable[[], float] = REAL_TIME.monotonic,
    ) -> None:
        self._send, self._make_mail, self._enter = send, make_mail, enter
        self._make_guard, self._on_stuck, self._wall = make_guard, on_stuck, wall
        self._mail: Box | None = None
        self.run: object | None = None  # the one that runs
        self._translate = translator("en")

    def go_on(self) -> float:
        """Do what is due; real seconds until there is more to do, infinity: only a message makes more."""
        return inf

    def take(self, message: Any) -> bool:
        """Receive what is for a program; while one runs, everything. False: it is for the board of a project."""
        if self.run is None and not is_for_a_program(message):
            return False
        self.receive(message)
        return True

    def receive(self, message: Any) -> None:
        """Carry a message out, or see to it that the running program does. Never raises for what a message says."""
        try:
            if not is_for_a_program(message):
                raise Refused(NOT_KNOWN if self.run is None else RUNS_ALREADY)
            order = checked(message)
            if order["do"] == "program":
                self._begin(order)
            elif self._mail is not None:
                self._mail.put(order)
            elif order["do"] != "stop":  # it has ended already: that is what was wanted
                raise Refused(NONE_RUNS)
        except Refused as error:
            text = f"{error.message.render(self._translate)} {error.hint.render(self._translate)}".strip()
            about = id_of(message)
            self._send({"kind": "refused", **({} if about is None else {"id": about}), "text": text})

    def _begin(self, order: Mapping[str, Any]) -> None:
        self._translate = translator(order.get("lang", "en"))
        if self.run is not None:
            raise Refused(RUNS_ALREADY)
        gc.collect()  # what the program before has left: a browser's memory never becomes smaller
        self._start(order)

    def _start(self, order: Mapping[str, Any]) -> None:
        assert self._enter is not None
        self._mail = mail = self._make_mail()
        run = ProgramRun(order, self._send, mail, self._make_guard, self._on_stuck, self._wall)
        self.run = run

        def to_its_end() -> None:
            try:
                run.run()
            finally:
                self.run = self._mail = None

        self._enter(to_its_end)
