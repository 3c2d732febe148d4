"""Chips that get another address from the program: several of one kind share a bus, each held off until its turn."""

from __future__ import annotations

import sys
import weakref
from collections.abc import Callable
from types import FrameType
from typing import ClassVar

from devices import Message
from sim.programs.parts.registers import TellingChip
from sim.wires.i2c import on_wire

NEW_ADDRESS = Message(
    "script.new_address",
    "{where}: the program gives the {chip} another address. Here it keeps its own, and at the new one nobody answers.",
)
TWO_AT_ONCE = Message(
    "script.two_at_once",
    "{where}: {count} objects of the program speak to one {chip}. Two real ones would answer at the same time, and "
    "their values would be wrong. Hold one off with `XSHUT` while the other gets a new address.",
)


class ReaddressedChip(TellingChip):
    """A chip whose address a program can change. A subclass calls `set_up_by`, `start_all` and `readdress`."""

    libraries: ClassVar[tuple[str, ...]]
    on_move: Callable[[int], None] | None = None  # who plugs it in again when it gets another address

    def plug(self) -> None:
        self.reset()
        self.on_bus(self.option("address", 0x29))

    def power_changed(self) -> None:
        super().power_changed()
        self.reset()

    def reset(self) -> None:
        """As after power-on."""
        self._speakers: weakref.WeakSet[object] = weakref.WeakSet()  # the objects that have set it up

    def go_on(self, before: ReaddressedChip) -> None:
        """Be the same sensor as one that was at another address before."""
        self._speakers = before._speakers

    def set_up_by(self) -> None:
        """Note which object of a library sets the chip up now."""
        if (speaker := self._speaker()) is not None:
            self._speakers.add(speaker)

    def count_speakers(self) -> None:
        """Say so when several objects use it as if it were several."""
        if len(self._speakers) > 1:
            self.remark(TWO_AT_ONCE(count=len(self._speakers), **self.shown))

    def readdress(self, address: int) -> None:
        """Get another address."""
        self.count_speakers()
        if self.on_move is None:
            self.remark(NEW_ADDRESS(**self.shown))
        elif address != on_wire(self._address):
            self.on_move(address + self._address - on_wire(self._address))

    def _speaker(self) -> object | None:
        """The object of the sensor's library that is speaking now."""
        frame: FrameType | None = sys._getframe(1)
        while frame is not None:
            if str(frame.f_globals.get("__name__", "")).partition(".")[0] in self.libraries:
                return frame.f_locals.get("self")
            frame = frame.f_back
        return None
