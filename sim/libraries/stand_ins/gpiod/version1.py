"""Stand-in for the lines of libgpiod 1, such as `chip.get_line(17).request(type=gpiod.LINE_REQ_EV_BOTH_EDGES)`."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from sim.libraries.stand_ins.raw_pins.pins import RawPins, pins
from sim.time.threads import VirtualEvent

OWNER = "gpiod"
LINE_REQ_DIR_AS_IS, LINE_REQ_DIR_IN, LINE_REQ_DIR_OUT = 1, 2, 3
LINE_REQ_EV_FALLING_EDGE, LINE_REQ_EV_RISING_EDGE, LINE_REQ_EV_BOTH_EDGES = 4, 5, 6
LINE_REQ_FLAG_BIAS_DISABLE, LINE_REQ_FLAG_BIAS_PULL_DOWN, LINE_REQ_FLAG_BIAS_PULL_UP = 8, 16, 32
EVENTS = {LINE_REQ_EV_FALLING_EDGE: (0,), LINE_REQ_EV_RISING_EDGE: (1,), LINE_REQ_EV_BOTH_EDGES: (0, 1)}

__all__ = [name for name in dir() if name.startswith("LINE_")]
__all__ += ["Line", "LineBulk", "LineEvent"]


@dataclass(frozen=True)
class LineEvent:
    """One edge."""

    RISING_EDGE: ClassVar[int] = 1
    FALLING_EDGE: ClassVar[int] = 2

    type: int
    sec: int
    nsec: int
    source: Line


class Line:
    """One line."""

    EVENT_RISING_EDGE, EVENT_FALLING_EDGE = LineEvent.RISING_EDGE, LineEvent.FALLING_EDGE

    def __init__(self, gpio: int) -> None:
        self._gpio = gpio
        self._pins: RawPins = pins(OWNER)
        self._edges: deque[LineEvent] = deque()
        self._news = VirtualEvent(self._pins.board.threads)
        self._levels: Sequence[int] = ()  # to which an edge must go
        self._cancel: Callable[[], None] | None = None

    def request(
        self,
        consumer: str = "",
        type: int = LINE_REQ_DIR_AS_IS,
        flags: int = 0,
        default_vals: Any = None,
        default_val: int = 0,
    ) -> None:
        """Take it."""
        if type == LINE_REQ_DIR_OUT:
            first = default_vals[0] if default_vals else default_val
            self._pins.output(self._gpio, bool(first))
            return
        pull = True if flags & LINE_REQ_FLAG_BIAS_PULL_UP else False if flags & LINE_REQ_FLAG_BIAS_PULL_DOWN else None
        self._pins.listen(self._gpio, pull)
        self._levels = EVENTS.get(type, ())
        if self._levels:
            self._cancel = self._pins.call_on_edge(self._gpio, self._edge)

    def _edge(self, gpio: int, level: int, moment_s: float) -> None:
        if level in self._levels:
            kind = LineEvent.RISING_EDGE if level else LineEvent.FALLING_EDGE
            self._edges.append(LineEvent(kind, int(moment_s), round(moment_s % 1 * 1e9), self))
            self._news.set()

    def event_wait(self, sec: int = 0, nsec: int = 0) -> bool:
        """Wait so long for an edge."""
        if not self._edges:
            self._news.clear()
            self._news.wait(sec + nsec / 1e9)
        return bool(self._edges)

    def event_read(self) -> LineEvent:
        """The oldest edge; waits for one when there is none."""
        while not self._edges:
            self._news.clear()
            self._news.wait(None)
        return self._edges.popleft()

    def set_value(self, value: int) -> None:
        """Put a level out."""
        self._pins.write(self._gpio, bool(value))

    def get_value(self) -> int:
        return int(self._pins.read(self._gpio))

    def offset(self) -> int:
        return self._gpio

    def release(self) -> None:
        """Give it back."""
        if self._cancel is not None:
            self._cancel()
            self._cancel = None
        self._pins.free(self._gpio)


class LineBulk:
    """Several lines."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines

    def request(self, consumer: str = "", type: int = LINE_REQ_DIR_AS_IS, flags: int = 0, **given: Any) -> None:
        """Take them; `default_vals` has one level for each."""
        first = given.get("default_vals") or [0] * len(self._lines)
        for line, level in zip(self._lines, first, strict=True):
            line.request(consumer, type, flags, default_val=level)

    def set_values(self, values: Sequence[int]) -> None:
        """Put a level out on each."""
        for line, value in zip(self._lines, values, strict=True):
            line.set_value(value)

    def get_values(self) -> list[int]:
        return [line.get_value() for line in self._lines]

    def release(self) -> None:
        """Give them back."""
        for line in self._lines:
            line.release()
