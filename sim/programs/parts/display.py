"""Displays: what can be read on them, said when it has stood still long enough to be read."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import partial
from typing import ClassVar

from sim.chips import Chip
from sim.programs.parts.picture import Picture
from sim.time.clock import ClockEvent

SETTLED_S = 0.15  # chosen: kits show a pattern for 0.2 s; what has not changed for so long was meant to be seen
LOOKS = 5  # in that time


class DisplayChip(Chip):
    """A part that shows something. A subclass gives `lines` and calls `drawn()` when something may have changed."""

    announced: ClassVar[int] = 20  # chosen: so many texts are said; what follows is shown at the end

    def plug(self) -> None:
        self._read = self.state
        self._told = self.lines
        self._alarm: ClockEvent | None = None
        self._calm = 0  # how often in a row it was the same
        self.on_text: Callable[[tuple[str, ...]], None] | None = None  # somebody had the time to read this

    @property
    def lines(self) -> tuple[str, ...]:
        """What can be read, line by line, without the blanks at their ends."""
        raise NotImplementedError

    @property
    def state(self) -> Hashable:
        """Differs whenever `lines` does, and is quicker to get."""
        return self.lines

    @property
    def picture(self) -> Picture | None:
        """Its pixels, if it has any."""
        return None

    @property
    def before_dark(self) -> tuple[str, ...]:
        """What it showed before the program switched it off for the last time; empty while it is on."""
        return ()

    @property
    def is_used(self) -> bool:
        """Whether the program shows something on it: a chip for LEDs may have keys alone."""
        return True

    @property
    def lit(self) -> bool:
        """Whether there is light to read it by."""
        return self._powered

    def drawn(self) -> None:
        """The program may have changed the picture."""
        if self._alarm is None:
            self._calm = 0
            self._wait()

    def _wait(self) -> None:
        clock = self.pi.clock
        self._alarm = clock.at(clock.monotonic() + SETTLED_S / LOOKS, partial(self._look, self.state))

    def _look(self, before: Hashable) -> None:
        self._alarm = None
        now = self.state
        self._calm = self._calm + 1 if now == before else 0
        if self._calm < LOOKS:
            self._wait()
        elif now != self._read:
            self._read = now
            self.told()

    def told(self) -> None:
        """It stands still, and something has changed since the last time."""
        lines = self.lines
        if lines != self._told:
            self._told = lines
            if self.on_text is not None:
                self.on_text(lines)


class PixelChip(DisplayChip):
    """A display of pixels. A subclass gives `pixels()` and `state`; dark is what has no lit pixel."""

    announced = 6  # chosen: a picture takes many lines of a terminal

    _last_lit: tuple[str, ...] = ()
    _has_shown = False  # whether any pixel was lit when somebody looked

    def pixels(self) -> Picture:
        """What the eye sees now."""
        raise NotImplementedError

    @property
    def picture(self) -> Picture:
        return self.pixels()

    @property
    def lines(self) -> tuple[str, ...]:
        return self.pixels().lines()

    @property
    def before_dark(self) -> tuple[str, ...]:
        return self._last_lit if self.pixels().is_dark else ()

    def told(self) -> None:
        self._has_shown = self._has_shown or not self.pixels().is_dark
        if self._has_shown:
            super().told()

    def goes_dark(self) -> None:
        """The program is about to switch it off: remember what was there."""
        picture = self.pixels()
        if not picture.is_dark:
            self._last_lit = picture.lines()
