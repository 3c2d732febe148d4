"""A contact between a GPIO and ground: closed it holds the wire low, open it leaves it floating. It does not bounce."""

from __future__ import annotations

from typing import ClassVar

from sim.chips import Chip


class ContactChip(Chip):
    """A switch that senses one yes-or-no quantity. `closed_when` is the answer that closes it."""

    closed_when: ClassVar[bool] = True

    def plug(self) -> None:
        self._net = self.pi.pins[self.part.options["pin"]]
        (self._quantity,) = self._keys.values()
        self._closes_when = bool(self.option(f"closed_when_{self.feels[0]}", self.closed_when))
        self._closed = False
        self.world_moved()

    def world_moved(self) -> None:
        """Set the wire to the state of the world; an unplugged part is an open contact."""
        closed = self._powered and bool(self.felt[self._quantity]) is self._closes_when
        if closed is self._closed:
            return
        self._closed = closed
        if closed:
            self._net.drive(False)
        else:
            self._net.release()

    def power_changed(self) -> None:
        self.world_moved()
