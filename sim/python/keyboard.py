"""The keys of a terminal, at which somebody sits while a program runs."""

from __future__ import annotations

import select
import sys
from collections.abc import Callable
from math import inf
from typing import TypeVar

from sim.time.clock import VirtualClock

Found = TypeVar("Found")
_REAL_SELECT = select.select  # a program's own is a virtual one


class Keyboard:
    """The keys of a terminal. `look_s` are virtual seconds between two looks."""

    def __init__(self, file: int, look_s: float) -> None:
        self.file = file
        self.look_s = look_s

    def has_key(self) -> bool:
        """Whether something can be read: a line, or in raw mode a key."""
        if sys.platform == "win32":
            import msvcrt

            return msvcrt.kbhit()
        return bool(_REAL_SELECT([self.file], [], [], 0)[0])

    def wait(self, clock: VirtualClock, ready: Callable[[], Found], timeout_s: float | None = None) -> Found:
        """Call `ready` until it gives something or the time is over; the rest of the board goes on."""
        until_s = inf if timeout_s is None else clock.monotonic() + timeout_s
        while not (found := ready()) and (left_s := until_s - clock.monotonic()) > 0:
            clock.sleep(min(left_s, self.look_s))
        return found
