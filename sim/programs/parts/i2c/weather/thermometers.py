"""Thermometers on I2C that give one word: LM75, TMP102 and MCP9808.

Data sheets LM75A (NXP, section 7.4), TMP102 (SBOS397, section 7.5), MCP9808 (Microchip DS25095, section 5.1).
"""

from __future__ import annotations

from typing import ClassVar

from devices import Message
from sim.programs.parts.kind import I2C, PartKind, Talk
from sim.programs.parts.registers import TellingChip
from sim.wires.i2c import Nack, Registers16

COUNTS_A_KELVIN = 256  # a whole degree is the high byte
# First bytes, and how many are asked for or written: words are read, and only one byte is written behind the second.
LM75_READS = {(b"\x00", 2), (b"", 2)}
LM75_TALK = LM75_READS | {(b"\x00", 1), (b"\x01", 2)}
LM75_RESET = {0: 0, 1: 0x0000, 2: 0x4B00, 3: 0x5000}
TMP102_RESET = {0: 0, 1: 0x60A0, 2: 0x4B00, 3: 0x5000}
MCP_TEMPERATURE, MCP_COUNTS_A_KELVIN = 5, 16
MCP_RESET = {1: 0, 2: 0, 3: 0, 4: 0, MCP_TEMPERATURE: 0, 6: 0x0054, 7: 0x0400, 8: 0x0300}


class Lm75Chip(TellingChip, Registers16):
    """One thermometer of eleven bits."""

    feels = ("temperature_c",)
    at_reset: ClassVar[dict[int, int]] = LM75_RESET
    usual_address: ClassVar[int] = 0x48

    def plug(self) -> None:
        self._registers = dict(self.at_reset)
        self.on_bus(self.option("address", self.usual_address))

    def power_changed(self) -> None:
        super().power_changed()
        self._registers = dict(self.at_reset)

    def acknowledge(self) -> None:
        if not self._powered:
            raise Nack

    def get(self, register: int) -> int:
        self.acknowledge()
        if register not in self._registers:
            return self.not_modeled(register)
        return self.word(register)

    def set(self, register: int, value: int) -> None:
        self.acknowledge()
        self._registers[register] = value

    def word(self, register: int) -> int:
        """What a register gives."""
        if register == 0:
            return int(self.feel("temperature_c") * COUNTS_A_KELVIN // 32 * 32)
        return self._registers[register]


class Tmp102Chip(Lm75Chip):
    """One thermometer of twelve bits."""

    at_reset = TMP102_RESET

    def word(self, register: int) -> int:
        """What a register gives."""
        if register == 0:
            return round(self.feel("temperature_c") * 16) * 16
        return self._registers[register]


class Mcp9808Chip(Lm75Chip):
    """One thermometer of sixteenths, with a sign bit of its own."""

    at_reset = MCP_RESET
    usual_address = 0x18

    def word(self, register: int) -> int:
        """What a register gives; the three highest bits compare with the limits, which nobody has set."""
        if register == MCP_TEMPERATURE:
            return round(self.feel("temperature_c") * MCP_COUNTS_A_KELVIN) & 0x1FFF
        return self._registers[register]


def _fits_lm75(talk: Talk) -> float:
    """A converter with the same four registers is far more common at these addresses, and is set up first."""
    return max(_fits_named(talk, "lm75", "lm75a", "pct2075"), _fits_only_read(talk, 0.5))


def _fits_tmp102(talk: Talk) -> float:
    return max(_fits_named(talk, "tmp102"), _fits_only_read(talk, 0.7 if 0.0625 in talk.numbers else 0.4))


def _fits_only_read(talk: Talk, share: float) -> float:
    """Words are read from the first register on, and only one byte is ever written behind the second."""
    kinds = {(sent, asked) if asked else (sent[:1], len(sent)) for sent, asked in talk.exchanges}
    return share if not kinds.isdisjoint(LM75_READS) and kinds <= LM75_TALK else 0.0


def _fits_named(talk: Talk, *names: str) -> float:
    return 0.98 if talk.says(*names) and all(first in LM75_RESET for first in talk.first_bytes) else 0.0


def _fits_mcp9808(talk: Talk) -> float:
    if any(first not in MCP_RESET for first in talk.first_bytes):
        return 0.0
    return 0.7 if talk.says("mcp9808") else 0.3 if talk.number == Mcp9808Chip.usual_address else 0.0


TEMPERATURE = Message("script.kind.temperature", "{name}, temperature")
KINDS = (
    PartKind(
        "lm75", Lm75Chip, TEMPERATURE(name="LM75"), I2C, ("temperature_c",),
        addresses=(*range(0x48, 0x50), 0x37),  # LM75A, section 7.2; its successor PCT2075 has 0x37, too
        libraries=("adafruit_pct2075",),
        fits=_fits_lm75,
    ),
    PartKind(
        "tmp102", Tmp102Chip, TEMPERATURE(name="TMP102"), I2C, ("temperature_c",),
        addresses=tuple(range(0x48, 0x4C)),  # SBOS397, table 6
        fits=_fits_tmp102,
    ),
    PartKind(
        "mcp9808", Mcp9808Chip, TEMPERATURE(name="MCP9808"), I2C, ("temperature_c",),
        addresses=tuple(range(0x18, 0x20)),  # DS25095, table 3-2
        libraries=("adafruit_mcp9808",),
        fits=_fits_mcp9808,
    ),
)  # fmt: skip
