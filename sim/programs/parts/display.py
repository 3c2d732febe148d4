"""Displays: what can be read on them, said when it has stood still long enough to be read."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from sim.chips import Chip
from sim.time.clock import ClockEvent

SETTLED_S = 0.25  # chosen: what has not changed for so long was meant to be read


class DisplayChip(Chip):
    """A part that shows something. A subclass gives `lines` and calls `drawn()` when something may have changed."""

    def plug(self) -> None:
        self._read = self.lines
        self._alarm: ClockEvent | None = None
        self.on_text: Callable[[tuple[str, ...]], None] | None = None  # somebody had the time to read this

    @property
    def lines(self) -> tuple[str, ...]:
        """What can be read, line by line, without the blanks at their ends."""
        raise NotImplementedError

    @property
    def lit(self) -> bool:
        """Whether there is light to read it by."""
        return self._powered

    def drawn(self) -> None:
        """The program may have changed the picture."""
        if self._alarm is None:
            self._wait()

    def _wait(self) -> None:
        clock = self.pi.clock
        self._alarm = clock.at(clock.monotonic() + SETTLED_S, partial(self._look, self.lines))

    def _look(self, before: tuple[str, ...]) -> None:
        self._alarm = None
        if self.lines != before:
            self._wait()
        elif self.lines != self._read:
            self._read = self.lines
            if self.on_text is not None:
                self.on_text(self.lines)
