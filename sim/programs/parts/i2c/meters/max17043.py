"""MAX17043 and MAX17048: how full a battery is, I2C. Data sheets MAX17043 (Maxim 19-4811) and MAX17048 (19-6171).

Registers are words, high byte first. The voltage of the cell follows from how full it is: 3.3 to 4.2 V, in a straight
line. It is neither charged nor used. Their alarms are not here.
"""

from __future__ import annotations

from typing import ClassVar

from devices import Message
from sim.programs.parts.kind import I2C, PartKind, Talk
from sim.programs.parts.quantities import number
from sim.programs.parts.registers import TellingChip
from sim.wires.i2c import Nack

VOLTAGE, CHARGE, MODE, VERSION, CONFIG, COMMAND = 0x02, 0x04, 0x06, 0x08, 0x0C, 0xFE
RESET = 0x5400
EMPTY_V, FULL_V = 3.3, 4.2  # chosen
STEPS_A_PERCENT = 256


class Max17043Chip(TellingChip):
    """One gauge."""

    feels = ("charge_pct",)
    step_v: ClassVar[float] = 0.00125 / 16  # the word's lowest four bits are 0
    mask: ClassVar[int] = 0xFFF0
    at_reset: ClassVar[dict[int, int]] = {MODE: 0, VERSION: 0x0003, CONFIG: 0x971C, COMMAND: 0}
    nacks_reset: ClassVar[bool] = False

    def plug(self) -> None:
        self._reset()
        self.on_bus(self.option("address", 0x36))

    def power_changed(self) -> None:
        super().power_changed()
        self._reset()

    def _reset(self) -> None:
        self._pointer, self._words = 0, dict(self.at_reset)

    def write(self, data: bytes) -> None:
        """Set the pointer, and write bytes from there on."""
        if not self._powered:
            raise Nack
        if not data:
            return
        self._pointer = data[0]
        if data[0] == COMMAND and int.from_bytes(data[1:3]) == RESET:
            self._reset()
            if self.nacks_reset:
                raise Nack
            return
        for at, value in enumerate(data[1:], data[0]):
            word = at & ~1
            if word in self._words and word != VERSION:
                shift = 8 * (1 - at % 2)
                self._words[word] = self._words[word] & ~(0xFF << shift) | value << shift

    def read(self, count: int) -> bytes:
        """Give bytes from the pointer on."""
        if not self._powered:
            raise Nack
        found = bytes(
            self._word(at & ~1) >> 8 * (1 - at % 2) & 0xFF for at in range(self._pointer, self._pointer + count)
        )
        self._pointer += count
        return found

    def _word(self, register: int) -> int:
        pct = self.feel("charge_pct")
        if register == VOLTAGE:
            return min(round((EMPTY_V + (FULL_V - EMPTY_V) * pct / 100) / self.step_v), 0xFFFF) & self.mask
        if register == CHARGE:
            return round(pct * STEPS_A_PERCENT)
        return self._words[register] if register in self._words else self.not_modeled(register)


class Max17048Chip(Max17043Chip):
    """One gauge of 16 bits."""

    step_v = 78.125e-6
    mask = 0xFFFF
    nacks_reset = True  # section "CMD register": it is reset before it can acknowledge
    at_reset: ClassVar[dict[int, int]] = {
        MODE: 0, VERSION: 0x0012, 0x0A: 0x8030, CONFIG: 0x971C, 0x14: 0x00FF, 0x16: 0, 0x18: 0x9600, 0x1A: 0x0100,
        COMMAND: 0,
    }  # fmt: skip


def _fits(talk: Talk, chip: type[Max17043Chip]) -> float:
    """Words of even registers; an angle sensor at the same address has its values from 0x0B on."""
    known = {VOLTAGE, CHARGE, *chip.at_reset, *(each + 1 for each in chip.at_reset)}
    if any(first not in known for first in talk.first_bytes):
        return 0.0
    own = any(
        (sent in (b"\x02", b"\x04", b"\x08") and asked > 1) or sent[:2] in (b"\x06\x40", b"\xfe\x54")
        for sent, asked in talk.exchanges
    )
    return 0.9 if own else 0.2


QUANTITIES = (
    number("charge_pct", 80.0, Message("program.quantity.charge", "charge of the battery"), 0.0, 100.0, 1.0, "%", "20"),
)
GAUGE = Message("script.kind.battery", "{name}, charge of a battery")
KINDS = (
    PartKind(
        "max17043", Max17043Chip, GAUGE(name="MAX17043"), I2C, ("charge_pct",),
        addresses=(0x36,),  # 19-4811, section "Slave address"
        aliases=("max17040",),
        fits=lambda talk: _fits(talk, Max17043Chip),
    ),
    PartKind(
        "max17048", Max17048Chip, GAUGE(name="MAX17048"), I2C, ("charge_pct",),
        addresses=(0x36,),  # 19-6171, section "Slave address"
        aliases=("max1704",),
        libraries=("adafruit_max1704x",),
        fits=lambda talk: 0.95 * _fits(talk, Max17048Chip),
    ),
)  # fmt: skip
