"""Where the orders for a running program wait until it looks: the one thing that every carrier does in its own way."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from math import inf
from queue import Empty, SimpleQueue
from typing import Any, Protocol

Order = Mapping[str, Any]
LOOK_S = 0.5  # longest real wait at once: on Windows, Ctrl-C does not end a longer one


class Mail(Protocol):
    """The letter box of one program."""

    def put(self, order: Order) -> None:
        """Have an order carried out soon."""
        ...

    def wait(self, seconds: float) -> None:
        """Wait until an order is there, at most so many real seconds; 0 lets those in that wait at the door."""
        ...

    def take(self) -> Order | None:
        """The oldest order, if there is one."""
        ...


class ThreadMail:
    """Orders come from another thread of this process."""

    def __init__(self) -> None:
        self._queue: SimpleQueue[Order] = SimpleQueue()
        self._here: deque[Order] = deque()

    def put(self, order: Order) -> None:
        self._queue.put(order)

    def wait(self, seconds: float) -> None:
        if seconds <= 0 or self._here:
            return
        while True:
            try:
                self._here.append(self._queue.get(timeout=min(seconds, LOOK_S)))
            except Empty:
                if seconds != inf:
                    seconds -= LOOK_S
                if seconds > 0:
                    continue
            return

    def take(self) -> Order | None:
        if self._here:
            return self._here.popleft()
        try:
            return self._queue.get_nowait()
        except Empty:
            return None
