"""A contact between a GPIO and ground: closed it holds the wire low, open it leaves it floating.

It bounces: metal rebounds a few times in as many milliseconds (J. Ganssle, "The secret life of switches": most in less
than 6 ms). An ideal one does not.
"""

from __future__ import annotations

from typing import ClassVar

from sim.chips import Chip
from sim.time.clock import ClockEvent

MOST_REBOUNDS = 3
LONGEST_S = 0.001  # between two changes


class ContactChip(Chip):
    """A switch that senses one yes-or-no quantity. `closed_when` is the answer that closes it."""

    closed_when: ClassVar[bool] = True
    _next: ClockEvent | None = None  # of its bounces

    def plug(self) -> None:
        self._net = self.pi.pins[self.part.options["pin"]]
        (self._quantity,) = self._keys.values()
        self._closes_when = bool(self.option(f"closed_when_{self.feels[0]}", self.closed_when))
        self._closed = self._should_close()
        self._touch(self._closed)

    def _should_close(self) -> bool:
        """What the world asks for; an unplugged part is an open contact."""
        return self._powered and bool(self.felt[self._quantity]) is self._closes_when

    def world_moved(self) -> None:
        """Set the wire to the state of the world."""
        closed = self._should_close()
        if closed is self._closed:
            return
        self._closed = closed
        if self._next is not None:
            self._next.cancel()
            self._next = None
        self._touch(closed)
        if not self.unit.ideal:
            self._bounce(2 * int(MOST_REBOUNDS * self._random() + 1.0))

    def _touch(self, closed: bool) -> None:
        if closed:
            self._net.drive(False)
        else:
            self._net.release()

    def _bounce(self, left: int) -> None:
        """So many more changes, each some fraction of a millisecond later; the last leaves it as it should be."""
        if left:
            clock = self.pi.clock
            self._next = clock.at(clock.monotonic() + LONGEST_S * self._random(), lambda: self._rebound(left - 1))

    def _rebound(self, left: int) -> None:
        self._next = None
        self._touch(self._closed if left % 2 == 0 else not self._closed)
        self._bounce(left)

    def power_changed(self) -> None:
        self.world_moved()
