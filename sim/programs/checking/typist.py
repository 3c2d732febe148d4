"""Somebody at the keyboard of a program that is checked, or nobody."""

from __future__ import annotations

import io
from collections.abc import Iterable
from itertools import chain, cycle, repeat

from sim.time.clock import VirtualClock

LINE_S = 0.8  # chosen: what somebody takes to read a question and to type a short answer
NUMBER = "3"
ODD = ("abc", "", "0", "-1", "2.5", "100000", "y", "q")  # what a pupil of the next class types


class Typist:
    """Types one line after the other, each after a second; without lines the keyboard is empty."""

    def __init__(self, lines: Iterable[str] = ()) -> None:
        self.was_asked = False
        self.typed: list[str] = []
        self._lines = iter(lines)

    def keyboard(self, clock: VirtualClock) -> io.TextIOBase:
        """What stands in the place of sys.stdin."""
        return _Keyboard(self, clock)

    def answer(self) -> str | None:
        """The next line; None when nobody types any more."""
        self.was_asked = True
        line = next(self._lines, None)
        if line is not None:
            self.typed.append(line)
        return line


def of_numbers() -> Typist:
    """Who answers every question with a number."""
    return Typist(repeat(NUMBER))


def of_odd_words() -> Typist:
    """Who answers with a number first, and then with everything that is none, or an odd one."""
    return Typist(chain((NUMBER,), cycle(ODD)))


class _Keyboard(io.TextIOBase):
    encoding = "utf-8"
    errors = "strict"

    def __init__(self, typist: Typist, clock: VirtualClock) -> None:
        self._typist = typist
        self._clock = clock

    def readable(self) -> bool:
        return True

    def isatty(self) -> bool:
        return False

    def readline(self, size: int | None = -1, /) -> str:  # type: ignore[override]
        line = self._typist.answer()
        if line is None:
            return ""
        self._clock.sleep(LINE_S)
        return f"{line}\n"

    def read(self, size: int | None = -1, /) -> str:
        lines = []
        while line := self.readline():
            lines.append(line)
        return "".join(lines)
