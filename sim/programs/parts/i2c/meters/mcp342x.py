"""MCP3421, MCP3422, MCP3424: voltages of 12 to 18 bits, I2C. Data sheets MCP3421 (Microchip DS22003), MCP3422
(DS22088), sections 4.9 and 5. Each input is measured against ground, up to 2.048 V divided by the gain.
"""

from __future__ import annotations

from typing import ClassVar

from sim.programs.parts.kind import CONVERTER, I2C, PartKind, Talk
from sim.programs.parts.registers import TellingChip
from sim.wires.i2c import Nack

START, GOES_ON, AT_POWER_ON = 0x80, 0x10, 0x90
BITS = (12, 14, 16, 18)
TAKES_S = (1 / 240, 1 / 60, 1 / 15, 1 / 3.75)  # table 4-1
REFERENCE_V = 2.048


class Mcp3424Chip(TellingChip):
    """One converter of four inputs."""

    feels: ClassVar[tuple[str, ...]] = ("ch0_v", "ch1_v", "ch2_v", "ch3_v")

    def plug(self) -> None:
        self._reset()
        self.on_bus(self.option("address", 0x68))

    def power_changed(self) -> None:
        super().power_changed()
        self._reset()

    def _reset(self) -> None:
        self._value = 0
        self._new = False
        self._take(AT_POWER_ON)

    def write(self, data: bytes) -> None:
        """Take its one byte of settings."""
        if not self._powered:
            raise Nack
        for value in data:
            self._finish()
            self._take(value)

    def read(self, count: int) -> bytes:
        """Give the value in two or three bytes, and the settings, again and again."""
        if not self._powered:
            raise Nack
        self._finish()
        size = 3 if self._settings & 0x0C == 0x0C else 2
        answer = self._value.to_bytes(size, "big", signed=True)
        answer += bytes((self._settings & ~START | START * (not self._new),)) * count
        self._new = False
        return answer[:count]

    def _take(self, settings: int) -> None:
        self._settings = settings
        runs = settings & (START | GOES_ON)
        self._over_s = self.pi.clock.monotonic() + TAKES_S[settings >> 2 & 3] if runs else None

    def _finish(self) -> None:
        now_s = self.pi.clock.monotonic()
        if self._over_s is None or now_s < self._over_s:
            return
        rate, gain = self._settings >> 2 & 3, 1 << (self._settings & 3)
        channel = (self._settings >> 5 & 3) % len(self.feels)
        most = 1 << BITS[rate] - 1
        self._value = min(max(round(self.feel(self.feels[channel]) * gain / REFERENCE_V * most), -most), most - 1)
        self._new = True
        self._over_s = now_s + TAKES_S[rate] if self._settings & GOES_ON else None


class Mcp3422Chip(Mcp3424Chip):
    """The same with two inputs."""

    feels = ("ch0_v", "ch1_v")


class Mcp3421Chip(Mcp3424Chip):
    """The same with one."""

    feels = ("ch0_v",)


def _fits(talk: Talk) -> float:
    """One byte is written, three or four are read; a clock and an acceleration sensor have registers."""
    if any(len(sent) > 1 or (asked and asked not in (3, 4)) for sent, asked in talk.exchanges):
        return 0.0
    reads = any(asked in (3, 4) for _, asked in talk.exchanges)
    sets = any(first & 0x10 or first & START for first in talk.first_bytes)
    if talk.says("mcp3421", "mcp3422", "mcp3424", "mcp342x"):
        return 0.97
    return 0.96 if reads and sets else 0.0


KINDS = tuple(
    PartKind(
        name, chip, CONVERTER(name=name.upper()), I2C, chip.feels[:2],
        inputs=chip.feels,
        addresses=tuple(range(0x68, 0x70)),  # DS22088, section 5.3; an MCP3421 is sold for each of them
        libraries=("adafruit_mcp3421",) if chip is Mcp3421Chip else (),
        fits=_fits,
    )
    for name, chip in (("mcp3424", Mcp3424Chip), ("mcp3421", Mcp3421Chip), ("mcp3422", Mcp3422Chip))
)  # fmt: skip
