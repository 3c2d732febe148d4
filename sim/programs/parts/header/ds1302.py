"""DS1302: a clock with a battery on three plain wires, low bit first. Data sheet DS1302 (Maxim 19-5055).

It has the right time of the virtual board; a program that sets another one finds that.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cached_property, partial

from devices import Message
from sim.chips import Chip
from sim.programs.parts.decoder import Header
from sim.programs.parts.kind import GPIO, PartKind
from sim.wires.shifting import Out, wires_by_hand

READS, RAM = 0x01, 0x40  # of the command (figure 3); its address is above bit 0
BURST = 31  # of addresses: one register after the other
CLOCK_REGISTERS, RAM_BYTES = 9, 31  # table 3
SECONDS, MINUTES, HOURS, DATE, MONTH, DAY, YEAR = range(7)
MASKS = (0x7F, 0x7F, 0x3F, 0x3F, 0x1F, 0x07, 0xFF)  # without the halt bit and the mode of 12 hours
CENTURY = 2000


def bcd(value: int) -> int:
    """Two decimal digits in one byte."""
    return value // 10 << 4 | value % 10


class Ds1302Chip(Chip):
    """One clock on the pins `select`, which is active high, `clock` and `out`, which carries bits both ways."""

    def plug(self) -> None:
        self._ram = bytearray(RAM_BYTES)
        self._offset = timedelta()
        self._more = bytearray(CLOCK_REGISTERS)  # control and trickle charger
        self._set: dict[int, int] = {}  # registers of the time that were written since the chip was selected
        self._taken = self._count = 0  # bits of the byte that comes in, and how many
        self._command: int | None = None
        self._coming: list[bool] = []  # bits that are still to go out, last one first
        self.wires = wires_by_hand(self, self.pi.pins, self.part.options, active=True)

    def select(self, selected: bool) -> Out:
        """Begin with a command, or end: a time that was written is valid now."""
        if not selected and self._set:
            self._set_time()
        self._taken = self._count = 0
        self._command, self._coming = None, []
        return None

    def rise(self, level: bool) -> Out:
        """Take a bit of the command, or of what is written."""
        if self._command is not None and self._command & READS:
            return self._bit
        self._taken |= level << self._count
        self._count += 1
        if self._count == 8:
            byte, self._taken, self._count = self._taken, 0, 0
            if self._command is None:
                self._begin(byte)
            else:
                self._write(byte)
        return None

    def fall(self) -> Out:
        """Put out the next bit, from the fall on that follows the command."""
        if self._command is None or not self._command & READS or not self._powered:
            return None
        self._bit = self._coming.pop() if self._coming else False
        return self._bit

    _bit: Out = None

    def _begin(self, command: int) -> None:
        self._command, self._bit = command, None
        self._address = command >> 1 & 0x1F
        self._place = 0 if self._address == BURST else self._address
        if command & READS:
            data = bytes(self._ram) if command & RAM else self._registers()
            found = data if self._address == BURST else data[self._place : self._place + 1]
            self._coming = [bool(byte >> bit & 1) for byte in found for bit in range(8)][::-1]

    def _write(self, byte: int) -> None:
        assert self._command is not None
        place = self._place
        if self._command & RAM:
            if place < RAM_BYTES:
                self._ram[place] = byte
        elif place < DAY or place == YEAR:
            self._set[place] = byte
        elif place < CLOCK_REGISTERS:
            self._more[place] = byte
        self._place += self._address == BURST

    def _registers(self) -> bytes:
        now = self.pi.clock.now() + self._offset
        year = now.year - CENTURY
        time = (now.second, now.minute, now.hour, now.day, now.month, now.isoweekday(), year)
        return bytes(map(bcd, time)) + bytes(self._more[len(time) :])

    def _set_time(self) -> None:
        """What was not written stays as it is. A time that cannot be is not taken."""
        registers = self._registers()
        written = [self._set.get(place, registers[place]) & mask for place, mask in enumerate(MASKS)]
        second, minute, hour, day, month, _, year = ((each >> 4) * 10 + (each & 0xF) for each in written)
        self._set.clear()
        now = self.pi.clock.now()
        try:
            wanted = datetime(CENTURY + year, month, day, hour, minute, second, tzinfo=now.tzinfo)
        except ValueError:
            return
        self._offset = wanted - now


KINDS = (
    PartKind(
        "ds1302", Ds1302Chip, Message("script.kind.clock3", "DS1302, a clock with the right time"), GPIO, (),
        needs_partner=True,
    ),
)  # fmt: skip
ABOUT = frozenset(("ds1302",))
SELECTS = frozenset(("ce", "rst", "reset", "cepin", "rstpin"))
CLOCKS = frozenset(("sclk", "clk", "clock", "scl", "sck"))
DATA = frozenset(("io", "dat", "data", "dio", "dsio", "sda", "iopin"))


class Ds1302Wires:
    """Finds the clock by what a program that speaks of a DS1302 calls its pins."""

    def __init__(self, header: Header) -> None:
        self._header = header
        for net in header.pi.pins.values():
            net.on_claim(partial(self._claimed, net.gpio))

    def _claimed(self, gpio: int) -> None:
        wires = self._wires
        if gpio in wires and not self._header.pi.pins[gpio].clocked:
            select, clock, out = wires
            options = {"select": select, "clock": clock, "out": out, "into": out}
            self._header.claim(KINDS[0], out, wires, options)

    @cached_property
    def _wires(self) -> tuple[int, ...]:
        header = self._header
        if header.words.isdisjoint(ABOUT):
            return ()
        called = [header.called(words) for words in (SELECTS, CLOCKS, DATA)]
        wires = tuple(found[0] for found in called if len(found) == 1)
        return wires if len(set(wires)) == len(called) else ()


DECODERS: tuple[Callable[[Header], object], ...] = (Ds1302Wires,)
