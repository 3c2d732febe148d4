"""Orders for a program in a browser: its stack is suspended while it waits, and the page's messages put them in."""

from __future__ import annotations

from asyncio import Future
from collections import deque
from math import inf

from classroom.browser.threads import PromiseThreads
from classroom.programs.mail import Order


class PromiseMail:
    """The letter box of one program in the page's worker."""

    def __init__(self, threads: PromiseThreads) -> None:
        self._threads = threads
        self._here: deque[Order] = deque()
        self._waiting: Future[None] | None = None

    def put(self, order: Order) -> None:
        self._here.append(order)
        self._ring()

    def wait(self, seconds: float) -> None:
        if self._here:
            return
        loop = self._threads.loop
        self._waiting = waiting = loop.create_future()
        bell = None if seconds == inf else loop.call_later(seconds, self._ring)
        self._threads.suspend(waiting)
        if bell is not None:
            bell.cancel()

    def take(self) -> Order | None:
        return self._here.popleft() if self._here else None

    def _ring(self) -> None:
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            waiting.set_result(None)
