"""How long something has held without a break: a plain value for a law's Memory, which has no clock."""

from __future__ import annotations

from typing import NamedTuple


class Timer(NamedTuple):
    """How long something has held, in seconds. It counts the `dt_s` it is given and never reads a clock.

    `Timer()` does not run; its `held_s` is 0.
    """

    holds: bool = False
    held_s: float = 0.0

    def step(self, holds: bool, dt_s: float, first_s: float = 0.0) -> Timer:
        """The timer one tick later. The first tick on which something holds counts `first_s`: 0, as it has just been
        seen, or `dt_s` for a law that takes it to have begun right after the last tick.
        """
        if not holds:
            return STOPPED
        return Timer(True, self.held_s + dt_s if self.holds else first_s)

    def reached(self, limit_s: float) -> bool:
        """Whether it holds now and has held for that long."""
        return self.holds and self.held_s >= limit_s


STOPPED = Timer()
