"""What the libraries find under the name `time`: the virtual clock, and Python's own time module for all the rest."""

from __future__ import annotations

import time as real_time
from typing import Any

from sim.time.clock import VirtualClock
from sim.time.threads import MIN_WAIT_S
from sim.wires import switched_on


def sleep(seconds: float) -> None:
    """Let virtual time pass on the board that is on; a sleep of 0 takes the least wait, as it does on Linux."""
    switched_on.board().clock.sleep(seconds or MIN_WAIT_S)


def monotonic() -> float:
    """Virtual seconds of the board that is on."""
    return switched_on.board().clock.monotonic()


class LibraryTime:
    """Stands in for the module `time` inside a library. Its functions are those of the clock it was set to last."""

    def __init__(self) -> None:
        self.sleep = sleep
        self.unset()

    def set(self, clock: VirtualClock) -> None:
        """Follow this clock, without a detour on the way."""
        self.monotonic = self.perf_counter = clock.monotonic
        self.time = clock.time

    def unset(self) -> None:
        """Follow no clock: whoever asks outside of a board gets the sentence that no virtual Pi is on."""
        self.monotonic = self.perf_counter = self.time = monotonic

    def monotonic_ns(self) -> int:
        return round(self.monotonic() * 1e9)

    def time_ns(self) -> int:
        return round(self.time() * 1e9)

    def __getattr__(self, name: str) -> Any:
        return getattr(real_time, name)


LIBRARY_TIME = LibraryTime()
