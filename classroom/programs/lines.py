"""The mail of a program in a process of its own, whose messages are lines that another thread reads."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from queue import Empty, SimpleQueue

from classroom.programs.mail import LOOK_S, Order
from sim.python.swaps import REAL_TIME


class LineMail:
    """`hear` is called with each line, in the program's own thread, and puts in what is for the program.

    `alive` is called at every look. None in place of a line: nobody is there any more, and the program is to end.
    """

    def __init__(
        self, lines: SimpleQueue[bytes | None], hear: Callable[[bytes], object], alive: Callable[[], object]
    ) -> None:
        self._lines, self._hear, self._alive = lines, hear, alive
        self._here: deque[Order] = deque()

    def put(self, order: Order) -> None:
        self._here.append(order)

    def wait(self, seconds: float) -> None:
        until = REAL_TIME.monotonic() + seconds
        while not self._here:
            self._alive()
            left_s = until - REAL_TIME.monotonic()
            try:
                line = self._lines.get(timeout=min(left_s, LOOK_S)) if left_s > 0.0 else self._lines.get_nowait()
            except Empty:
                if left_s > LOOK_S:
                    continue
                return
            if line is None:
                self._lines.put(None)  # for whoever waits when the program is over
                self._here.append({"do": "stop"})
            else:
                self._hear(line)

    def take(self) -> Order | None:
        return self._here.popleft() if self._here else None
