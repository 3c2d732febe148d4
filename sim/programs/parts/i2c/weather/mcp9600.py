"""MCP9600: a thermocouple, already in degrees, I2C. Data sheet MCP960X (Microchip DS20005426), section 5.

It measures `temperature_c` at the far end of its wires; its own end is in the room. Alerts and filters are kept and
change nothing.
"""

from __future__ import annotations

from devices import Message
from sim.programs.parts.kind import I2C, PartKind, Talk
from sim.programs.parts.registers import TellingChip
from sim.programs.parts.spi.thermocouples import AT_THE_CHIP_C
from sim.wires.i2c import Nack

HOT, DELTA, COLD, RAW, STATUS, SENSOR, DEVICE, IDENTITY = 0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x20
WORDS = (HOT, DELTA, COLD, *range(0x10, 0x14))  # the last four are limits of alerts
ALERTS = (*range(0x08, 0x10), *range(0x10, 0x14))
REGISTERS = (HOT, DELTA, COLD, RAW, STATUS, SENSOR, DEVICE, *ALERTS, IDENTITY)
MCP9600, REVISION = 0x40, 0x12
SIXTEENTHS = 16
UPDATED, BURST_IS_OVER = 0x40, 0x80  # of the status
SHUTDOWN = 1  # of bits 1 and 0 of the device's settings
# Table 5-2: how long one conversion takes at 18, 16, 14 and 12 bits.
CONVERSIONS_S = (0.320, 0.080, 0.020, 0.005)


class Mcp9600Chip(TellingChip):
    """One converter."""

    feels = ("temperature_c",)

    def plug(self) -> None:
        self._start()
        self._since_s = float("-inf")  # it has had power for long
        self.on_bus(self.option("address", 0x60))

    def power_changed(self) -> None:
        super().power_changed()
        self._start()

    def _start(self) -> None:
        self._pointer = 0
        self._kept: dict[int, int] = dict.fromkeys((SENSOR, DEVICE, *ALERTS), 0)
        self._hot = self._cold = 0
        self._since_s = self.pi.clock.monotonic()
        self._has_seen = False  # the program has taken note of the last value

    def write(self, data: bytes) -> None:
        """Choose a register, and set it."""
        if not self._powered:
            raise Nack
        if not data:
            return
        self._pointer = data[0]
        if len(data) == 1:
            return
        self._measure()
        if self._pointer in self._kept:
            self._kept[self._pointer] = int.from_bytes(data[1:3] if self._pointer in WORDS else data[1:2])
        elif self._pointer == STATUS:
            self._has_seen = not data[1] & UPDATED
        if self._pointer == DEVICE:
            self._since_s = self.pi.clock.monotonic()

    def read(self, count: int) -> bytes:
        """Give the register."""
        if not self._powered:
            raise Nack
        self._measure()
        if self._pointer not in REGISTERS:
            return bytes([self.not_modeled(self._pointer)] * count)
        return self._bytes(self._pointer)[:count].ljust(count, b"\x00")

    def _measure(self) -> None:
        now_s = self.pi.clock.monotonic()
        settings = self._kept[DEVICE]
        if settings & 3 == SHUTDOWN or now_s - self._since_s < CONVERSIONS_S[settings >> 5 & 3]:
            return
        self._since_s, self._has_seen = now_s, False
        self._hot, self._cold = (round(t_c * SIXTEENTHS) for t_c in (self.feel("temperature_c"), AT_THE_CHIP_C))
        if settings & 3 == 2:  # a burst ends with a rest
            self._kept[DEVICE] = settings & ~3 | SHUTDOWN

    def _bytes(self, register: int) -> bytes:
        words = {HOT: self._hot, DELTA: self._hot - self._cold, COLD: self._cold}
        if register in words:
            return (words[register] & 0xFFFF).to_bytes(2)
        if register == IDENTITY:
            return bytes((MCP9600, REVISION))
        if register == STATUS:
            return bytes((0 if self._has_seen else UPDATED,))
        if register == RAW:
            return bytes((*(self.not_modeled(RAW),) * 3,))
        return self._kept[register].to_bytes(2 if register in WORDS else 1)


def _fits(talk: Talk) -> float:
    """A converter's output and PWM are at the same addresses, and many others: it is named."""
    good = all(first in REGISTERS for first in talk.first_bytes)
    return 0.97 if good and talk.says("mcp9600", "mcp960x") else 0.0


KINDS = (
    PartKind(
        "mcp9600", Mcp9600Chip, Message("script.kind.mcp9600", "MCP9600, thermocouple"), I2C, ("temperature_c",),
        addresses=tuple(range(0x60, 0x68)),  # section 6.3.1
        libraries=("adafruit_mcp9600",),
        fits=_fits,
    ),
)  # fmt: skip
