"""DS18B20: a thermometer on the 1-Wire bus, often in a steel tube. Data sheet DS18B20 (Maxim 19-7487)."""

from __future__ import annotations

from devices import Message
from sim.chips import Chip
from sim.programs.parts.kind import GPIO, PartKind
from sim.wires.one_wire import SIXTEENTHS, crc8

FAMILY = 0x28
NOISE_C = 0.03  # chosen: half a step either way
COLDEST_C, HOTTEST_C = -55.0, 125.0
ALARMS_AND_12_BITS = bytes((0x4B, 0x46, 0x7F, 0xFF, 0x0C, 0x10))  # scratchpad after power-up, figure 8


class Ds18b20Chip(Chip):
    """One thermometer. It feels `temperature_c`; without power it is silent."""

    feels = ("temperature_c",)

    def plug(self) -> None:
        self._random = self.pi.rng.random
        own = f"{FAMILY:02x}-{self.option('serial', 0x0000_2026_0907):012x}"
        self.serial, *others = self.option("serials", (own,))
        self.pi.one_wire.attach(self)
        for serial in others:
            self.pi.one_wire.attach(Twin(self, serial))

    def scratchpad(self) -> bytes | None:
        """Its nine bytes, the temperature first and low byte first, in sixteenths of a degree."""
        if not self._powered:
            return None
        t_c = self.feel("temperature_c") + NOISE_C * (2.0 * self._random() - 1.0)
        steps = round(min(max(t_c, COLDEST_C), HOTTEST_C) * SIXTEENTHS)
        data = steps.to_bytes(2, "little", signed=True) + ALARMS_AND_12_BITS
        return data + bytes((crc8(data),))


class Twin:
    """One more thermometer on the same wire, in the same place."""

    def __init__(self, first: Ds18b20Chip, serial: str) -> None:
        self.serial = serial
        self.scratchpad = first.scratchpad


KINDS = (
    PartKind(
        "ds18b20", Ds18b20Chip, Message("script.kind.thermometer", "DS18B20, temperature"), GPIO, ("temperature_c",)
    ),
)
