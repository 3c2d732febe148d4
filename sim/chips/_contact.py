"""A contact between a GPIO and ground: closed it holds the wire low, open it lets go. It does not bounce.

The world moves in steps, so all contacts of a board look at it together, once a second, half-way between the seconds.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar
from weakref import WeakKeyDictionary

from sim.chips import Chip

if TYPE_CHECKING:
    from sim.virtual_pi import VirtualPi

LOOK_S = 1.0
OFFSET_S = 0.5

_looks: WeakKeyDictionary[VirtualPi, list[Callable[[], None]]] = WeakKeyDictionary()  # one clock event for each board


def _look_with_the_others(pi: VirtualPi, look: Callable[[], None]) -> None:
    together = _looks.get(pi)
    if together is None:
        together = _looks[pi] = []
        pi.clock.every(LOOK_S, lambda: _all(together), first_s=pi.clock.monotonic() + OFFSET_S)
    together.append(look)


def _all(looks: list[Callable[[], None]]) -> None:
    for look in looks:
        look()


class ContactChip(Chip):
    """A switch that feels one yes-or-no quantity. `closed_when` is the answer that closes it."""

    closed_when: ClassVar[bool] = True

    def plug(self) -> None:
        self._net = self.pi.pins[self.part.options["pin"]]
        (self._quantity,) = self._keys.values()
        self._closes_when = bool(self.option(f"closed_when_{self.feels[0]}", self.closed_when))
        self._closed = False
        self.look()
        _look_with_the_others(self.pi, self.look)

    def look(self) -> None:
        """Set the wire to what the world is now; a pulled plug is an open contact."""
        closed = self._powered and bool(self.felt[self._quantity]) is self._closes_when
        if closed is self._closed:
            return
        self._closed = closed
        if closed:
            self._net.drive(False)
        else:
            self._net.release()

    def power_changed(self) -> None:
        self.look()
