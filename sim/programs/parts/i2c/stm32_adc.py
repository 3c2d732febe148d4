"""Eight analog inputs of 12 bits behind an STM32, as on the Grove Base Hat for the Raspberry Pi and boards like it.

Registers by Seeed's description of the Grove Base Hat (grove.py, adc.py): 0x10 the count, 0x20 millivolts, 0x30
thousandths of the supply, each one for eight inputs; 0x29 the supply. A register has 16 bits, the low byte first.
"""

from __future__ import annotations

from devices import Message
from sim.chips._bus_chips import ConverterChip
from sim.programs.parts.kind import CONVERTER, I2C, PartKind, Talk
from sim.programs.parts.registers import TellingChip
from sim.wires.i2c import Nack

PRODUCT, VERSION, SUPPLY = 0x00, 0x03, 0x29
COUNT, MILLIVOLTS, THOUSANDTHS = 0x10, 0x20, 0x30
INPUTS = 8
SUPPLY_V = 3.3
FULL = 4095
IDENTITY = {PRODUCT: 0x0004, VERSION: 2}  # 4: for a Raspberry Pi

ONE_BYTE = Message(
    "script.one_byte",
    "{where}: the program reads one byte of a value that has two. It is the lower one: 256 looks like 0. Read a word.",
)


class Stm32AdcChip(TellingChip, ConverterChip):
    """One board."""

    def plug(self) -> None:
        ConverterChip.plug(self)
        self._register = 0
        self.on_bus(self.option("address", 0x04))

    def write(self, data: bytes) -> None:
        """Choose a register."""
        if not self._powered:
            raise Nack
        if data:
            self._register = data[0]

    def read(self, count: int) -> bytes:
        """Give the register, again and again."""
        if not self._powered:
            raise Nack
        value = self._value(self._register)
        if count == 1:
            self.remark(ONE_BYTE(**self.shown))
        return (value.to_bytes(2, "little") * (count // 2 + 1))[:count]

    def _value(self, register: int) -> int:
        if register == SUPPLY:
            return round(SUPPLY_V * 1000)
        if register in IDENTITY:
            return IDENTITY[register]
        scale = {COUNT: FULL, MILLIVOLTS: SUPPLY_V * 1000, THOUSANDTHS: 1000}.get(register & 0xF0)
        if scale is None or register & 0x0F >= INPUTS:
            return self.not_modeled(register)
        return round(min(max(self.volts_at(register & 0x0F) / SUPPLY_V, 0.0), 1.0) * scale)


def _fits(talk: Talk) -> float:
    """One byte chooses one of few registers; nothing is ever written to them, and nothing is read before."""
    if not talk.first_bytes:
        return 0.0
    known = {
        *IDENTITY,
        SUPPLY,
        *(base + number for base in (COUNT, MILLIVOLTS, THOUSANDTHS) for number in range(INPUTS)),
    }
    if any(len(sent) > 1 or not set(sent) <= known for sent, _ in talk.exchanges):
        return 0.0
    return 0.8


KINDS = (
    PartKind(
        "stm32_adc", Stm32AdcChip, CONVERTER(name="STM32"), I2C, ("ch0_v",),
        inputs=tuple(f"ch{number}_v" for number in range(INPUTS)),
        addresses=(0x04, 0x08),
        fits=_fits,
    ),
)  # fmt: skip
