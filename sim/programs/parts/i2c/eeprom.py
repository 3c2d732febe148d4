"""24C02 and 24C32 to 24C256: memory that keeps its bytes without power, I2C. Data sheets AT24C02 and AT24C32 (Atmel).

The small one has an address of one byte, the others of two. A fresh one is full of 0xFF. While it burns what was
written, for 5 ms, it does not acknowledge. What a program writes is gone when the run is over.
"""

from __future__ import annotations

from itertools import pairwise
from typing import ClassVar

from devices import Message
from sim.programs.parts.kind import I2C, PartKind, Talk
from sim.programs.parts.registers import TellingChip
from sim.wires.i2c import Nack

FRESH = 0xFF
BURNS_S = 0.005  # "Write cycle time", longest
ABOUT = ("eeprom", "at24c", "memory")
SMALL = ("at24c02", "24c02", "at24c01", "24c01")
LARGE = ("at24c32", "24c32", "at24c64", "24c64", "at24c128", "24c128", "at24c256", "24c256")
USUAL = 0x50


class At24c02Chip(TellingChip):
    """One memory of 256 bytes."""

    address_bytes: ClassVar[int] = 1
    size: ClassVar[int] = 256
    page: ClassVar[int] = 8

    def plug(self) -> None:
        self._memory = bytearray([FRESH] * self.size)
        self._at = 0
        self._ready_s = 0.0
        self.on_bus(self.option("address", 0x50))

    def write(self, data: bytes) -> None:
        """Take an address, and burn what follows it into one page."""
        self._answer()
        if len(data) >= self.address_bytes:
            self._at = int.from_bytes(data[: self.address_bytes], "big") % self.size
            burned = data[self.address_bytes :]
            for value in burned:
                self._memory[self._at] = value
                start = self._at // self.page * self.page
                self._at = start + (self._at + 1) % self.page  # beyond its end it goes on at its beginning
            if burned:
                self._ready_s = self.pi.clock.monotonic() + BURNS_S

    def read(self, count: int) -> bytes:
        """Give bytes from the last address on."""
        self._answer()
        found = bytes(self._memory[(self._at + each) % self.size] for each in range(count))
        self._at = (self._at + count) % self.size
        return found

    def _answer(self) -> None:
        if not self._powered:
            raise Nack
        if self.pi.clock.monotonic() < self._ready_s:
            self.busy(BURNS_S)
            raise Nack


class At24c32Chip(At24c02Chip):
    """One memory of 32 KB with pages of a 24C32: programs for the smaller ones find all their addresses."""

    address_bytes = 2
    size = 32768
    page = 32


def _fits_small(talk: Talk) -> float:
    """An address is one byte: a read follows it at once, and a byte is written with two."""
    if any(len(sent) > 1 and asked for sent, asked in talk.exchanges) or talk.says(*LARGE):
        return 0.0
    one = any(len(sent) == 1 and asked for sent, asked in talk.exchanges)
    return _beside(talk, 0.9 if one or talk.says(*SMALL) else 0.5)


def _fits_large(talk: Talk) -> float:
    """An address is two bytes, and what is written comes behind."""
    if any(len(sent) == 1 and asked for sent, asked in talk.exchanges) or talk.says(*SMALL):
        return 0.0
    exchanges = talk.exchanges
    then_read = any(len(a) == 2 and not asked and not b and wanted for (a, asked), (b, wanted) in pairwise(exchanges))
    at_once = any(len(sent) == 2 and asked for sent, asked in exchanges)
    long = any(len(sent) > 2 for sent, _ in exchanges)
    return _beside(talk, 0.95 if then_read or at_once or talk.says(*LARGE) else 0.7 if long else 0.3)


def _beside(talk: Talk, share: float) -> float:
    """Most are at the first address; where other chips can be, too, the program must speak of a memory."""
    return share if talk.number == USUAL or talk.says(*ABOUT, *SMALL, *LARGE) else 0.0


MEMORY = Message("script.kind.eeprom", "{name}, memory")
KINDS = (
    PartKind(
        "at24c02", At24c02Chip, MEMORY(name="24C02"), I2C, (),
        addresses=tuple(range(0x50, 0x58)),  # data sheet AT24C02, figure "Device address"
        fits=_fits_small,
    ),
    PartKind(
        "at24c32", At24c32Chip, MEMORY(name="24C32"), I2C, (),
        addresses=tuple(range(0x50, 0x58)),  # data sheet AT24C32, figure "Device address"
        fits=_fits_large,
    ),
)  # fmt: skip
