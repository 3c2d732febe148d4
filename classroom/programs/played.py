"""A program in a browser that cannot suspend it: computed some seconds ahead, then played back at the clock's pace.

Virtual time makes this exact: whoever pushes a button at a moment of the playback gets the program computed once more
from its beginning, with that push in it. What has been shown already is the same as before, so it goes on from there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import inf
from typing import Any

from classroom.programs.mail import Order, ThreadMail
from classroom.programs.programs import Programs
from classroom.programs.run import MakeGuard, ProgramRun, Send, real_guard
from sim.python.swaps import REAL_TIME

FIRST_S = 5.0  # real seconds that are computed ahead; each time the end is near, twice as many
NEAR_S = 1.0  # real seconds before that end
JUST_AFTER_S = 1e-6  # what somebody does comes after all that has been shown, or the count of what was shown is wrong
DEFAULT_S = 600.0  # virtual, as everywhere
ENDS = ("ended", "failed")


class Ahead:
    """The page, the mail and the wall clock of a program that nobody waits for: time passes at once."""

    def __init__(self, orders: list[tuple[float, Order]]) -> None:
        self.now_s = 0.0
        self.heard: list[tuple[float, dict[str, Any]]] = []
        self._orders = list(orders)

    def hear(self, message: dict[str, Any]) -> None:
        """A message at this moment."""
        self.heard.append((self.now_s, message))

    def put(self, order: Order) -> None:
        """Nobody does: all orders are known."""

    def wait(self, seconds: float) -> None:
        until_s = self.now_s + seconds
        if self._orders and self._orders[0][0] <= until_s:
            self.now_s = max(self.now_s, self._orders[0][0])
        else:
            self.now_s = until_s

    def take(self) -> Order | None:
        if self._orders and self._orders[0][0] <= self.now_s:
            return self._orders.pop(0)[1]
        return None


class Played:
    """One program. `go_on` shows what is due; real seconds until the next is, infinity: only an order brings more."""

    def __init__(self, order: Mapping[str, Any], send: Send, make_guard: MakeGuard, wall: Callable[[], float]) -> None:
        self._order, self._send, self._make_guard, self._wall = order, send, make_guard, wall
        self._orders: list[tuple[float, Order]] = []
        self._ahead_s = FIRST_S
        self._messages: list[tuple[float, dict[str, Any]]] = []
        self._shown = 0  # how many of them
        self._end_s = 0.0  # how far they reach
        self._began = wall()
        self._stood_s = 0.0  # real seconds in which the computing let the playback wait
        self._is_whole = False
        self.is_over = False
        self._compute()

    def put(self, order: Order) -> None:
        """Somebody does something, now."""
        now_s = self._now_s()
        self._show_until(now_s)
        self._orders.append((now_s + JUST_AFTER_S, order))
        self._compute()

    def go_on(self) -> float:
        """Show what is due."""
        now_s = self._now_s()
        self._show_until(now_s)
        if self.is_over:
            return inf
        if not self._is_whole and now_s >= self._end_s - NEAR_S:
            self._ahead_s *= 2.0
            self._compute()
        if self._shown < len(self._messages):
            return max(self._messages[self._shown][0] - self._now_s(), 0.0)
        return inf if self._is_whole else max(self._end_s - NEAR_S - self._now_s(), 0.0)

    def _now_s(self) -> float:
        return self._wall() - self._began - self._stood_s

    def _show_until(self, now_s: float) -> None:
        while self._shown < len(self._messages) and self._messages[self._shown][0] <= now_s:
            message = self._messages[self._shown][1]
            self._shown += 1
            self._send(message)
            self.is_over = message["kind"] == "program" and message["state"] in ENDS

    def _compute(self) -> None:
        began = self._wall()
        speed = self._order.get("speed", 1.0)
        for_s = self._order.get("for_s", DEFAULT_S)
        ahead = Ahead(self._orders)
        order = {**self._order, "for_s": min(for_s, self._ahead_s * speed)}
        ProgramRun(order, ahead.hear, ahead, self._make_guard, wall=lambda: ahead.now_s).run()
        last = ahead.heard[-1][1]
        self._is_whole = last.get("ended") != "limit" or order["for_s"] >= for_s
        self._messages = ahead.heard
        self._end_s = ahead.now_s
        if not self._is_whole:  # its end is none: what comes with it has not happened
            self._messages = [each for each in ahead.heard[:-1] if each[0] < self._end_s]
        self._stood_s += self._wall() - began


class PlayedPrograms(Programs):
    """The programs of a page in such a browser; `go_on` is to be called when it says so."""

    def __init__(
        self, send: Send, make_guard: MakeGuard = real_guard, wall: Callable[[], float] = REAL_TIME.monotonic
    ) -> None:
        super().__init__(send, ThreadMail, None, make_guard, wall=wall)
        self._played: Played | None = None

    def go_on(self) -> float:
        if self._played is None:
            return inf
        left_s = self._played.go_on()
        if self._played.is_over:
            self._played = self.run = self._mail = None
        return left_s

    def _start(self, order: Mapping[str, Any]) -> None:
        self._played = played = Played(order, self._send, self._make_guard, self._wall)
        self.run, self._mail = played, played
